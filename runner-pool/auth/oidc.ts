import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { ProblemError } from '../problem.ts';
import { useToken } from '../store/used-tokens.ts';
import type { JobClaims, Principal } from './principal.ts';

interface Deps {
  readonly config: Pick<Config, 'oidc'>;
  readonly database: Pick<Database, 'call'>;
  readonly issuerKeys: JWTVerifyGetKey;
  readonly clock: () => number;
}

/** Clocks differ. */
const skewSeconds = 60;
/** GitHub's tokens live for minutes; one that claims more is not remembered for so long. */
const oldestSeconds = 3_600;

const Digits = Type.String({ pattern: '^[1-9]\\d{0,15}$' });
const Text = Type.String({ maxLength: 2_000 });
/** What GitHub says in a job's token, as far as it is used: all of it text. */
const Claims = Type.Object({
  jti: Type.String({ minLength: 1, maxLength: 300 }),
  exp: Type.Number({ maximum: 9_999_999_999 }),
  aud: Text,
  repository: Text,
  repository_id: Digits,
  repository_owner_id: Digits,
  run_id: Digits,
  run_attempt: Digits,
  workflow_ref: Text,
  job_workflow_ref: Text,
  event_name: Text,
  ref: Text,
  sha: Text,
  actor_id: Digits,
});
type Claims = Static<typeof Claims>;

/** Whether this is meant to be a job's token: nothing is fetched for what is not. */
export function isJobToken(token: string, issuer: string): boolean {
  try {
    return decodeProtectedHeader(token).alg === 'RS256' && decodeJwt(token).iss === issuer;
  } catch {
    return false;
  }
}

/**
 * The job of GitHub Actions that holds this token, which is good for once. Null where it was not signed by the issuer; what is else
 * wrong with a true token is said.
 */
export async function jobOf(
  { config, database, issuerKeys, clock }: Deps,
  token: string,
): Promise<Principal | null> {
  const payload = await verified(token, { keys: issuerKeys, oidc: config.oidc, nowMs: clock() });
  if (payload === null) return null;
  if (!Value.Check(Claims, payload)) {
    const [first] = Value.Errors(Claims, payload);
    throw badToken(`its claim ${first?.instancePath.slice(1) || 'set'} is not as GitHub writes it`);
  }
  const job = jobClaims(payload);
  const expiresAt = new Date((payload.exp + skewSeconds) * 1000).toISOString();
  const use = await useToken(database, {
    issuer: config.oidc.issuer,
    jti: payload.jti,
    expiresAt,
    ownerId: job.ownerId,
  });
  if (use.orgId === null) throw unknownOwner(job);
  if (!use.isFirst) throw badToken('it was used before. Ask for a fresh one for each request');
  return { kind: 'job', orgId: use.orgId, job };
}

async function verified(
  token: string,
  {
    keys,
    oidc,
    nowMs,
  }: { readonly keys: JWTVerifyGetKey; readonly oidc: Config['oidc']; readonly nowMs: number },
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      ...oidc,
      clockTolerance: skewSeconds,
      maxTokenAge: oldestSeconds,
      requiredClaims: ['exp', 'iat', 'nbf', 'jti'],
      currentDate: new Date(nowMs),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
      throw badToken(
        error.claim === 'aud'
          ? `it is for another audience. Ask for one for ${oidc.audience}`
          : `its claim ${error.claim} does not hold now (${error.reason})`,
      );
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

const jobClaims = (claims: Claims): JobClaims => ({
  repositoryId: Number(claims.repository_id),
  repository: claims.repository,
  ownerId: Number(claims.repository_owner_id),
  runId: Number(claims.run_id),
  runAttempt: Number(claims.run_attempt),
  workflowRef: claims.workflow_ref,
  jobWorkflowRef: claims.job_workflow_ref,
  event: claims.event_name,
  ref: claims.ref,
  sha: claims.sha,
  actorId: Number(claims.actor_id),
});

function badToken(why: string): ProblemError {
  return new ProblemError({
    status: 401,
    code: 'bad_oidc_token',
    detail: `The job's OIDC token is not taken: ${why}.`,
    headers: { 'www-authenticate': 'Bearer' },
  });
}

function unknownOwner({ repository, ownerId }: JobClaims): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'not_enrolled',
    detail: `No organization here stands for the owner of ${repository} (${ownerId} on GitHub). Bind one: PATCH /v1/organization with githubOwnerId, or install the coordinator's GitHub App; or use an API token.`,
  });
}
