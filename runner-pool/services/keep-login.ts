import { hashOf } from '../auth/api-token.ts';
import { isLoginToken, loginLifeMs, newLoginToken } from '../auth/login-token.ts';
import type { Database } from '../database/database.ts';
import { deleteLogin, insertLogin } from '../store/logins.ts';

interface Deps {
  readonly database: Pick<Database, 'inLogin'>;
  readonly clock: () => number;
}

/** A login of its own for each time somebody logs in; the one that the browser had before ends. Only its hash is kept. */
export async function keepLogin(
  { database, clock }: Deps,
  person: { readonly userId: number; readonly login: string },
  earlier: string | null,
): Promise<string> {
  if (earlier !== null) await endLogin({ database }, earlier);
  const token = newLoginToken();
  const hash = hashOf(token);
  const nowMs = clock();
  const { userId, login } = person;
  await database.inLogin(hash, async (tx) =>
    insertLogin(tx, { hash, userId, login, nowMs, expiresAtMs: nowMs + loginLifeMs }),
  );
  return token;
}

export async function endLogin({ database }: Pick<Deps, 'database'>, token: string): Promise<void> {
  if (!isLoginToken(token)) return;
  const hash = hashOf(token);
  await database.inLogin(hash, async (tx) => deleteLogin(tx, hash));
}
