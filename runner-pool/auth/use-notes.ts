import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { type LiveToken, noteTokenUse } from '../store/api-tokens.ts';
import { noteLoginUse } from '../store/logins.ts';

/** When tokens and logins were last used, written beside the request, never before its answer. */
export interface UseNotes {
  readonly token: (token: Pick<LiveToken, 'orgId' | 'id' | 'lastUsedAt'>) => void;
  readonly login: (hash: string, seenAt: string) => void;
  /** Ends when all that was noted is written. */
  readonly settle: () => Promise<void>;
}

interface Deps {
  readonly database: Pick<Database, 'inOrganization' | 'inLogin'>;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'warn'>;
}

/** A row is written at most this often; what was looked up says when it was. */
const restMs = 60_000;
/** A database that does not answer must not fill the memory. */
const mostAtOnce = 100;

export function createUseNotes({ database, clock, log }: Deps): UseNotes {
  const underWay = new Map<string, Promise<void>>();
  const note = (key: string, before: string | null, write: (nowMs: number) => Promise<void>): void => {
    const nowMs = clock();
    if (before !== null && nowMs - Date.parse(before) < restMs) return;
    if (underWay.has(key) || underWay.size >= mostAtOnce) return;
    const written = write(nowMs)
      .catch((error: unknown) => log.warn({ err: error }, 'the use of a credential was not noted'))
      .finally(() => underWay.delete(key));
    underWay.set(key, written);
  };
  return {
    token: ({ orgId, id, lastUsedAt }) =>
      note(id, lastUsedAt, async (nowMs) =>
        database.inOrganization(orgId, async (tx) => noteTokenUse(tx, orgId, id, nowMs)),
      ),
    login: (hash, seenAt) =>
      note(hash, seenAt, async (nowMs) =>
        database.inLogin(hash, async (tx) => noteLoginUse(tx, hash, nowMs)),
      ),
    settle: async () => {
      await Promise.all(underWay.values());
    },
  };
}
