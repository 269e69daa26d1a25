import { verify } from 'node:crypto';
import { Problem } from '../http/problem.ts';
import type { World } from '../world.ts';
import type { GitHubApp } from './github-app.ts';

const LONGEST_SECONDS = 600;
/** How far a clock may be off. */
const LEEWAY_SECONDS = 60;

interface Claims {
  readonly iss?: unknown;
  readonly iat?: unknown;
  readonly exp?: unknown;
}

/** Which app signed the bearer's JWT; throws GitHub's refusal of anything but a right one. */
export function authenticateApp(world: World, header: string | undefined): GitHubApp {
  const [scheme = '', jwt = ''] = (header ?? '').split(/\s+/, 2);
  const [head = '', body = '', signature = ''] = jwt.split('.');
  const claims = /^bearer$/i.test(scheme) && decode(head)?.['alg'] === 'RS256' ? decode(body) : null;
  if (claims === null) throw refusal('A JSON web token could not be decoded');
  const app = issuer(world, claims);
  const rightlySigned = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    app.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!rightlySigned) throw refusal('A JSON web token could not be decoded');
  checkTimes(claims);
  return app;
}

function issuer(world: World, { iss }: Claims): GitHubApp {
  const found = world.apps.find((app) => String(app.id) === String(iss) || app.clientId === iss);
  if (found === undefined) throw new Problem(404, { message: 'Integration not found' });
  return found;
}

function checkTimes({ iat, exp }: Claims): void {
  const now = Date.now() / 1000;
  if (typeof exp !== 'number' || exp <= now) {
    throw refusal(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (
    exp > now + LONGEST_SECONDS + LEEWAY_SECONDS ||
    (typeof iat === 'number' && exp - iat > LONGEST_SECONDS)
  ) {
    throw refusal("'Expiration time' claim ('exp') is too far in the future");
  }
  if (typeof iat !== 'number' || iat > now + LEEWAY_SECONDS) {
    throw refusal(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function refusal(message: string): Problem {
  return new Problem(401, { message });
}
