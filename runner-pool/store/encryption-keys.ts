import type { Transaction } from '../database/database.ts';

/** The one that was noted first, which is this one where there was none. */
export async function firstFingerprint(tx: Transaction, fingerprint: Buffer): Promise<Buffer> {
  const [, first] = await Promise.all([
    tx.run('insert into encryption_keys (fingerprint) values ($1) on conflict do nothing', [fingerprint]),
    tx.row<{ fingerprint: Buffer }>('select fingerprint from encryption_keys'),
  ]);
  if (first === null) throw new Error('the key of this database was not noted');
  return first.fingerprint;
}
