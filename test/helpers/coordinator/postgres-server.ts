import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../../runner-pool/database/embedded-postgres.ts';
import { migrate } from '../../../runner-pool/database/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a superuser, on a server that lives as long as the run of the tests. */
    readonly postgresUrl: string;
  }
}

export const templateName = 'orchestrator_template';

/** One server for all test files; each takes a database of its own, copied from one that is migrated. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'coordinator-tests-'));
  // As root, PostgreSQL has an account of its own, which must get through.
  await chmod(dir, 0o711);
  const server = await serverOf(dir);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  // What is kept over a loss of power is the fault suite's to show, on a server of its own.
  await client.query('alter system set fsync = off');
  await client.query('alter system set full_page_writes = off');
  await client.query('select pg_reload_conf()');
  await client.query(`drop database if exists ${templateName}`);
  await client.query(`create database ${templateName}`);
  await client.end();
  await migrate(inDatabase(server.url, templateName));
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  };
}

/** TEST_DATABASE_URL: a superuser's address of another server, which may be of another version; all on it may be lost. */
async function serverOf(dir: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const url = process.env['TEST_DATABASE_URL'] ?? '';
  return url === '' ? startEmbeddedPostgres(dir) : { url, stop: async () => undefined };
}

/** The same server, another database of it. */
export function inDatabase(url: string, name: string): string {
  return url.replace(/@([^/]*)\/[^?]*/, `@$1/${name}`);
}
