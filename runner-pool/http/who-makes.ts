import type { FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.ts';
import { whoAsks } from './guard-routes.ts';

/** The person or token on a route that asks for a scope: nobody else gets through to it. */
export function whoMakes(request: FastifyRequest): Extract<Principal, { kind: 'person' | 'token' }> {
  const principal = whoAsks(request);
  if (principal.kind === 'person' || principal.kind === 'token') return principal;
  throw new Error(`A ${principal.kind} got through to a route that asks for a scope`);
}
