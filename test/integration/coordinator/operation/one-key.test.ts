import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { keptEncryptionKey } from '../../../../runner-pool/auth/keys.ts';
import { readConfig } from '../../../../runner-pool/config.ts';
import { serve } from '../../../../runner-pool/serve.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';

const database = await createTestDatabase();
const dataDir = await mkdtemp(join(tmpdir(), 'coordinator-data-'));
afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true });
});

async function start(settings: Readonly<Record<string, string>>): Promise<void> {
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    ...settings,
  });
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  const coordinator = await serve(config, { write: () => true });
  await coordinator.close();
}

it('starts with the key that the database was first used with, and with no other', async () => {
  const first = { ENCRYPTION_KEY: '12'.repeat(32) };
  await start(first);
  await start(first);
  await expect(start({ ENCRYPTION_KEY: 'ab'.repeat(32) })).rejects.toThrow(
    /^ENCRYPTION_KEY is not the key that this database was first used with: .* in its DATA_DIR, in the file encryption-key\.$/,
  );
  await start(first);
});

it('makes a key that is kept, and refuses one that is damaged, leaving it as it is', async () => {
  const path = join(dataDir, 'encryption-key');
  const made = await keptEncryptionKey(dataDir);
  expect(made).toHaveLength(32);
  expect(await keptEncryptionKey(dataDir)).toEqual(made);
  for (const damaged of ['', 'ab', `${'ab'.repeat(31)}zz`]) {
    await writeFile(path, damaged);
    await expect(keptEncryptionKey(dataDir)).rejects.toThrow(
      /encryption-key is not the key that was made there: 64 hexadecimal digits/,
    );
    expect(await readFile(path, 'utf8')).toBe(damaged);
  }
});
