import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { runProgram } from '../../../helpers/coordinator/program.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const folder = await mkdtemp(join(tmpdir(), 'unreachable-'));
const database = await createTestDatabase();
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
const key = { ENCRYPTION_KEY: '00'.repeat(32) };

it.each([['serve'], ['migrate'], ['check']])(
  'names the setting and the place of a PostgreSQL that is away, at %s',
  async (command) => {
    const settings = { ...key, DATA_DIR: folder, DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/d' };
    const program = runProgram(settings, [command]);
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toBe(
      'DATABASE_URL: PostgreSQL at 127.0.0.1:1 cannot be reached (ECONNREFUSED). Start it, or correct the address, then start again.\n',
    );
  },
);

it('names a database that there is not', async () => {
  const url = new URL(inject('postgresUrl'));
  url.pathname = '/nothing';
  const program = runProgram({ ...key, DATA_DIR: folder, DATABASE_URL: url.href });
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toMatch(/^DATABASE_URL: PostgreSQL at \S+ has no database nothing\. /);
});

it.each([
  ['check', 'check'],
  ['token', 'list'],
])('says of a database that nobody migrated what to do first, at %s', async (...args) => {
  const empty = await createTestDatabase({ empty: true });
  const program = runProgram({ DATABASE_URL: empty.url }, args[0] === 'check' ? ['check'] : args);
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toMatch(
    /^The database is not up to date \(0001-.*\): run `claude-orchestrator migrate` with the address of its owner first\.\n$/,
  );
  await empty.drop();
});

it('migrates without a key, and is asked wrongly without a database', async () => {
  const done = runProgram({ DATABASE_URL: database.url }, ['migrate']);
  expect([await done.ended, done.stdout()]).toEqual([0, 'Nothing to apply.\n']);
  const wrong = runProgram({}, ['migrate']);
  expect([await wrong.ended, wrong.stderr()]).toEqual([
    2,
    expect.stringMatching(/^migrate needs DATABASE_URL;/),
  ]);
});

it('names the HOST that is none of this machine', async () => {
  const program = runProgram({ ...key, DATA_DIR: folder, DATABASE_URL: database.url, HOST: '203.0.113.9' });
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toBe(
    'HOST 203.0.113.9 is no address of this machine (EADDRNOTAVAIL). Set HOST to 127.0.0.1, to an address of this machine, or to 0.0.0.0 for all.\n',
  );
});

it('names the Redis that it waits for, and not its password', async () => {
  const program = runProgram({
    ...key,
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    REDIS_URL: 'redis://:hunter2@127.0.0.1:1',
  });
  const told =
    'Redis at 127.0.0.1:1 (REDIS_URL) cannot be reached (ECONNREFUSED), and is waited for; what is due waits in the database';
  await until(async () => program.stdout().includes(told));
  expect(await program.ready).not.toBeNull();
  program.kill('SIGINT');
  await program.ended;
  expect(program.stdout() + program.stderr()).not.toContain('hunter2');
});

it.each([
  ['a file', '', 'which is not a folder'],
  ['below a file', '/below', 'and a part of that path is not a folder'],
])('says what is wrong with a DATA_DIR that is %s', async (_, below, why) => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const program = runProgram({ DATA_DIR: file + below });
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toBe(
    `DATA_DIR is ${file}${below}, ${why}. Set it to a folder that can be written to.\n`,
  );
});

it('says what is wrong with the folder for blobs', async () => {
  const file = join(folder, 'blobs');
  await writeFile(file, '');
  const program = runProgram({ DATA_DIR: folder, BLOB_STORE: `file://${file}` });
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toBe(
    `BLOB_STORE is ${file}, which is not a folder. Set it to a folder that can be written to.\n`,
  );
});

it('says that a DATA_DIR cannot be made', async () => {
  const program = runProgram({ DATA_DIR: '/proc/coordinator' });
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toMatch(
    /^DATA_DIR is \/proc\/coordinator, which cannot be made \(ENOENT\)\. Set it/,
  );
});
