import { randomBytes } from 'node:crypto';

const HOURLY_LIMIT = 5000;

/** The headers on each of GitHub's answers; the limit itself is only enforced by a fault that a test orders. */
export function rateLimitHeaders(used: number, route: string): Record<string, string> {
  const resetSeconds = (Math.floor(Date.now() / 3_600_000) + 1) * 3600;
  return {
    'x-github-request-id': randomBytes(10).toString('hex').toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': String(HOURLY_LIMIT),
    'x-ratelimit-remaining': String(Math.max(0, HOURLY_LIMIT - used)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(resetSeconds),
    'x-ratelimit-resource': route === 'graphql' ? 'graphql' : 'core',
  };
}
