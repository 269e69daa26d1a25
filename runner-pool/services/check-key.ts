import type { Keys } from '../auth/keys.ts';
import type { Database } from '../database/database.ts';
import { firstFingerprint } from '../store/encryption-keys.ts';

interface Deps {
  readonly database: Pick<Database, 'inDirectory'>;
  readonly keys: Pick<Keys, 'fingerprint'>;
}

/** Throws where this database was first used with another key; `setting` names where this one comes from. */
export async function checkKey({ database, keys }: Deps, setting: string): Promise<void> {
  const first = await database.inDirectory(async (tx) => firstFingerprint(tx, Buffer.from(keys.fingerprint)));
  if (first.equals(keys.fingerprint)) return;
  throw new Error(
    `${setting} is not the key that this database was first used with: tokens of open runs, logins and stored bodies could not be opened. Give the earlier one as ENCRYPTION_KEY; a coordinator that was given none has it in its DATA_DIR, in the file encryption-key.`,
  );
}
