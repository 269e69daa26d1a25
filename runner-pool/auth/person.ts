import type { Database } from '../database/database.ts';
import { findLogin } from '../store/logins.ts';
import { type Membership, membershipsOf } from '../store/members.ts';
import { hashOf } from './api-token.ts';
import { isLoginToken, loginIdleMs } from './login-token.ts';
import type { UseNotes } from './use-notes.ts';

/** Somebody who has logged in with GitHub, and where they belong at this moment. */
export interface Person {
  readonly userId: number;
  readonly login: string;
  readonly memberships: readonly Membership[];
}

interface Deps {
  readonly database: Pick<Database, 'lookUp'>;
  readonly uses: Pick<UseNotes, 'login'>;
  readonly clock: () => number;
}

/** Whose login this is; null where it is nobody's, or over. */
export async function personOf({ database, uses, clock }: Deps, loginToken: string): Promise<Person | null> {
  if (!isLoginToken(loginToken)) return null;
  const hash = hashOf(loginToken);
  const nowMs = clock();
  const found = await database.lookUp({ name: 'login_hash', value: hash }, async (tx) =>
    findLogin(tx, { hash, nowMs, seenSinceMs: nowMs - loginIdleMs }),
  );
  if (found === null) return null;
  const { userId, login, seenAt } = found;
  uses.login(hash, seenAt);
  const memberships = await database.lookUp({ name: 'user_id', value: String(userId) }, async (tx) =>
    membershipsOf(tx, userId),
  );
  return { userId, login, memberships };
}
