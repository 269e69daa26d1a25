import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { bringUpToDate } from '../../../../runner-pool/database/bring-up-to-date.ts';
import { openDatabase } from '../../../../runner-pool/database/database.ts';
import { migrate } from '../../../../runner-pool/database/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../../helpers/coordinator/database.ts';

const migrated = await createTestDatabase();
const empty = await createTestDatabase({ empty: true });
const made: string[] = [];
afterAll(async () => {
  await empty.drop();
  for (const name of made) await migrated.look(`drop owned by ${name}; drop role ${name}`);
  await migrated.drop();
});

it('works as a login that is nothing but a member of the service’s role', async () => {
  const url = await login(migrated, 'login noinherit in role claude_orchestrator_service');
  await bringUpToDate(url);
  const database = openDatabase({ url, replicaUrl: null, connections: 2 });
  const rows = await database.inOrganization(1, async (tx) => tx.rows('select id from runs'));
  await database.close();
  expect(rows).toEqual([]);
});

it('refuses to start where somebody has to migrate who may, and says what and how', async () => {
  const url = await login(empty, 'login in role claude_orchestrator_service');
  await expect(bringUpToDate(url)).rejects.toThrow(
    /^The database is not up to date \(to be applied: 0001-tenancy\.sql, .*0008-operation\.sql, .*the tables of the queues\), and \w+ may not change it\. Run `claude-orchestrator migrate` with the DATABASE_URL of its owner/,
  );
});

it('migrates nothing as who may not, and says who may, but does not mind where nothing is to be done', async () => {
  const url = await login(empty, 'login in role claude_orchestrator_service');
  expect(await failure(migrate(url))).toMatch(
    /^\w+ may not change this database \(to be applied: 0001-tenancy\.sql, .*\)\. To migrate needs the owner's address/,
  );
  const member = await login(migrated, 'login noinherit in role claude_orchestrator_service');
  expect(await migrate(member)).toEqual({ applied: [] });
  expect(await failure(migrate(await login(migrated, 'login')))).toContain("needs the owner's address");
});

it('gives the SQL that makes a login a member, and works once it was run', async () => {
  const url = await login(migrated, 'login');
  const message = await failure(bringUpToDate(url));
  expect(message).toContain('may not work as claude_orchestrator_service');
  await migrated.look(sqlOf(message));
  await bringUpToDate(url);
});

it('gives the owner without CREATEROLE the SQL that it needs, and migrates once it was run', async () => {
  const database = await createTestDatabase({ empty: true });
  const url = await login(database, 'login');
  await database.look(`grant create on database ${nameOf(database.url)} to ${userOf(url)}`);
  const message = await failure(migrate(url));
  expect(message).toContain(`which ${userOf(url)} may not make or take`);
  await database.look(sqlOf(message));
  expect((await migrate(url)).applied).toContain('0001-tenancy.sql');
  await bringUpToDate(url);
  await database.drop();
});

it('migrates as an owner with CREATEROLE who is no superuser', async () => {
  const database = await createTestDatabase({ empty: true });
  const url = await login(database, 'login createrole');
  await database.look(`grant create on database ${nameOf(database.url)} to ${userOf(url)}`);
  await database.look(
    `grant claude_orchestrator_service to ${userOf(url)} with admin true, set false, inherit false`,
  );
  await bringUpToDate(url);
  const service = openDatabase({ url, replicaUrl: null, connections: 1 });
  expect(await service.inDirectory(async (tx) => tx.rows('select id from organizations'))).toEqual([
    { id: 0 },
  ]);
  await service.close();
  await database.drop();
});

/** Roles are the server's: the file leaves none of its own behind that could be in another's way. */
async function login(database: TestDatabase, attributes: string): Promise<string> {
  const name = `login_${randomBytes(6).toString('hex')}`;
  await database.look(`create role ${name} password 'password' ${attributes}`);
  made.push(name);
  return database.url.replace(/\/\/[^@]*@/, `//${name}:password@`);
}

const userOf = (url: string): string => new URL(url).username;
const nameOf = (url: string): string => new URL(url).pathname.slice(1);
const sqlOf = (message: string): string => message.slice(message.indexOf('\n\n')).trim();
const failure = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it did not fail',
    (error: Error) => error.message,
  );
