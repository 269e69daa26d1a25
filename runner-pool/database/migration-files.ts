import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  /** Of the file, in hexadecimal: one that was applied is not changed any more. */
  readonly sha256: string;
}

const folder = join(import.meta.dirname, '..', 'migrations');

/** The numbered files of `migrations/`, in the order in which they are applied. */
export async function readMigrations(): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
