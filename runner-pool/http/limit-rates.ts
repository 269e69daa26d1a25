import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { ProblemError } from '../problem.ts';
import type { App } from './app.ts';

const windowMs = 60_000;
/** Of addresses and of holders that are counted at once; whoever was seen longest ago is forgotten first. */
const counted = 10_000;

/** Two limits, each of this instance: what an address may ask before anybody looks who asks. */
export async function limitAddresses(app: App, { perAddress }: Config['http']): Promise<void> {
  await app.register(rateLimit, { global: false, cache: counted, timeWindow: windowMs });
  const count = app.createRateLimit({ max: perAddress });
  app.addHook('onRequest', async (request) => {
    if (isExempt(request)) return;
    refuseExceeded(await count(request), 'Your address');
  });
}

/** And what one holder may ask, once it is known who that is. */
export function limitHolders(app: App, { perHolder }: Config['http']): void {
  const count = app.createRateLimit({ max: perHolder, keyGenerator: holderOf });
  app.addHook('onRequest', async (request) => {
    if (request.principal === null && request.person === null) return;
    refuseExceeded(await count(request), 'Your token');
  });
}

/** Whoever watches us does not go blind under load, and GitHub delivers from few addresses, signed. */
function isExempt({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.access === 'signed' || (routeOptions.url ?? '').startsWith('/health/');
}

function holderOf({ principal, person, headers }: FastifyRequest): string {
  switch (principal?.kind) {
    case 'token':
      return `token ${principal.tokenId}`;
    case 'run':
      return `run ${principal.orgId} ${principal.runId}`;
    case 'job':
      return `job ${principal.job.runId}`;
    default:
      if (person !== null) return `person ${person.userId}`;
      return createHash('sha256')
        .update(headers.authorization ?? '')
        .digest('base64');
  }
}

type Counted = Awaited<ReturnType<ReturnType<App['createRateLimit']>>>;

function refuseExceeded(seen: Counted, who: string): void {
  if (seen.isAllowed || !seen.isExceeded) return;
  throw new ProblemError({
    status: 429,
    code: 'too_many_requests',
    detail: `${who} may ask ${seen.max} times a minute. Wait ${seen.ttlInSeconds} s.`,
    headers: { 'retry-after': String(seen.ttlInSeconds) },
  });
}
