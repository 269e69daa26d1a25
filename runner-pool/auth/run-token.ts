import { jwtVerify, SignJWT } from 'jose';

export interface RunTokens {
  /** For 15 minutes, or for as long as there is left. */
  readonly issue: (
    run: RunTokenHolder,
    secondsLeft?: number | null,
  ) => Promise<{ readonly token: string; readonly expiresAt: string }>;
  /** Null for what is no run token of ours, or no longer one. */
  readonly verify: (token: string) => Promise<RunTokenHolder | null>;
}

export interface RunTokenHolder {
  readonly orgId: number;
  readonly runId: string;
}

const lifeSeconds = 15 * 60;
const audience = 'claude-orchestrator-run';

/** Tokens that speak for one run alone, valid for 15 minutes; any instance with the same key knows them. */
export function createRunTokens(key: Uint8Array, clock: () => number): RunTokens {
  return {
    issue: async ({ orgId, runId }, secondsLeft = null) => {
      const expiresAtSeconds = Math.floor(clock() / 1000) + Math.min(lifeSeconds, secondsLeft ?? lifeSeconds);
      const token = await new SignJWT({ org: orgId })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(runId)
        .setAudience(audience)
        .setExpirationTime(expiresAtSeconds)
        .sign(key);
      return { token, expiresAt: new Date(expiresAtSeconds * 1000).toISOString() };
    },
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          audience,
          currentDate: new Date(clock()),
        });
        const { sub, org } = payload;
        if (typeof sub !== 'string' || typeof org !== 'number') return null;
        return { orgId: org, runId: sub };
      } catch {
        return null;
      }
    },
  };
}
