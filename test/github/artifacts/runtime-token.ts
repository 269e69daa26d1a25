import { createHmac, randomBytes } from 'node:crypto';
import type { RunAttempt } from '../actions/workflow-run.ts';

const key = randomBytes(32);

export interface RunScope {
  readonly runBackendId: string;
  readonly jobBackendId: string;
}

/** The JWT a runner hands to an action as ACTIONS_RUNTIME_TOKEN, with the scope the artifact client reads. */
export function createRuntimeToken(of: RunAttempt): string {
  const issuedAt = Math.floor(Date.now() / 1000);
  const claims = {
    nameid: 'dddddddd-dddd-dddd-dddd-dddddddddddd',
    scp: `Actions.Results:${of.backendId}:${of.jobBackendId}`,
    iat: issuedAt,
    exp: issuedAt + 6 * 3600,
  };
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${sign(unsigned)}`;
}

/** Null when we did not sign the token. */
export function readRuntimeToken(token: string): RunScope | null {
  const [header, claims, signature] = token.split('.');
  if (claims === undefined || sign(`${header}.${claims}`) !== signature) return null;
  const { scp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { scp: string };
  const [, runBackendId, jobBackendId] = scp.split(':');
  return runBackendId === undefined || jobBackendId === undefined ? null : { runBackendId, jobBackendId };
}

/** The `sig` of a signed upload or download URL. */
export function sign(text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
