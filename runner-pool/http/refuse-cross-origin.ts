import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem.ts';

/**
 * A browser sends its cookies also for what another site made it do: whatever may change something must come from our own pages.
 * Browsers say so themselves, in Origin, or in Sec-Fetch-Site where that is left out.
 */
export function refuseCrossOrigin({ method, headers }: FastifyRequest, publicUrl: string): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  const { origin } = headers;
  const isOurs =
    origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : origin === new URL(publicUrl).origin;
  if (isOurs) return;
  throw new ProblemError({
    status: 403,
    code: 'cross_origin',
    detail: `With a login cookie this can only be done from ${new URL(publicUrl).origin} (PUBLIC_URL). Programs send a token instead: Authorization: Bearer ….`,
  });
}
