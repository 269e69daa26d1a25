import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { ProblemError } from '../problem.ts';

export interface IssuerKeysDeps {
  /** The issuer's key set, freshly fetched; throws what went wrong. */
  readonly fetchKeys: () => Promise<unknown>;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Looked for anew after this, so that a key that was withdrawn is not believed for long. */
const freshMs = 600_000;
/** Whatever tokens arrive, the issuer is asked at most so often. */
const pauseMs = 30_000;
/** Through an outage of the issuer the last good set is kept so long. */
const keptMs = 24 * 3_600_000;

/** The public keys of an issuer: kept, renewed, asked for again when a token names one that is not known. */
export function createIssuerKeys({ fetchKeys, clock, log }: IssuerKeysDeps): JWTVerifyGetKey {
  let keys: { readonly find: ReturnType<typeof createLocalJWKSet>; readonly atMs: number } | null = null;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;
  const fetchAnew = async (): Promise<void> => {
    triedAtMs = clock();
    try {
      // Throws for what is no key set.
      keys = { find: createLocalJWKSet((await fetchKeys()) as JSONWebKeySet), atMs: clock() };
    } catch (error) {
      log.warn({ err: error }, 'the keys of the OIDC issuer could not be fetched');
    }
  };
  const renew = async (): Promise<void> => {
    pending ??= fetchAnew().finally(() => {
      pending = null;
    });
    await pending;
  };
  const mayAsk = (): boolean => pending !== null || clock() - triedAtMs >= pauseMs;
  return async (header, token) => {
    if ((keys === null || clock() - keys.atMs > freshMs) && mayAsk()) await renew();
    if (keys === null || clock() - keys.atMs > keptMs) throw unavailable();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk()) throw error;
      await renew();
      return keys.find(header, token);
    }
  };
}

function unavailable(): ProblemError {
  return new ProblemError({
    status: 503,
    code: 'issuer_unavailable',
    detail:
      'The keys of the OIDC issuer could not be fetched, so nothing can be verified. Try again, or use an API token.',
    headers: { 'retry-after': String(pauseMs / 1000) },
  });
}

/** The set that an issuer publishes. Redirects are not followed: they would let somebody else speak for it. */
export async function fetchKeySet(issuer: string): Promise<unknown> {
  const response = await fetch(`${issuer.replace(/\/+$/, '')}/.well-known/jwks`, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok)
    throw Object.assign(new Error(`the issuer answered ${response.status}`), { status: response.status });
  return response.json();
}
