import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { inDatabase, templateName } from './postgres-server.ts';

export interface TestDatabase {
  /** Of the owner, as an operator would configure it; the service works as its own role all the same. */
  readonly url: string;
  /** As the superuser, past every policy: to look at what is there. */
  readonly look: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly drop: () => Promise<void>;
}

/** A database of its own, migrated (`empty`: not). Drop it in `afterAll`. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}${empty ? '' : ` template ${templateName}`}`);
  const url = inDatabase(serverUrl, name);
  const pool = new pg.Pool({ connectionString: url, max: 2, options: '-c search_path=orchestrator,public' });
  pool.on('error', () => undefined);
  return {
    url,
    look: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    drop: async () => {
      await pool.end();
      await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
