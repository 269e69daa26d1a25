import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { tokenCommand } from '../../../../runner-pool/commands/token.ts';
import type { Told } from '../../../../runner-pool/commands/told.ts';
import { type Config, readConfig } from '../../../../runner-pool/config.ts';
import type { Settings } from '../../../../runner-pool/settings.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);
const entry = join(import.meta.dirname, '../../../../runner-pool/index.ts');
const run = promisify(execFile);
const settings = { DATABASE_URL: coordinator.database.url, ENCRYPTION_KEY: '00'.repeat(32) };

function configOf(env: Settings): Config {
  const config = readConfig(env);
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  return config;
}

const token = async (...args: readonly string[]): Promise<Told> => tokenCommand(configOf(settings), args);

it('makes an administrator’s token beside a coordinator that runs, and revokes it', async () => {
  await coordinator.database.look('update api_tokens set revoked_at = now()');
  expect((await coordinator.fetch('/v1/members')).status).toBe(401);
  const made = await token('make', '--name', 'found the key again');
  expect(made.stdout).toMatch(/^co_\w{46}\n$/);
  const text = made.stdout?.trim() ?? '';
  const id = /[0-9a-f-]{36}/.exec(made.stderr ?? '')?.[0] ?? '';
  expect((await coordinator.fetch('/v1/members', { token: text })).status).toBe(200);
  const seen = await (await coordinator.fetch(`/v1/tokens/${id}`, { token: text })).json();
  expect(seen).toMatchObject({ name: 'found the key again', createdBy: 'operator' });
  const its = `the token ${id} (found the key again) of organization 1.\n`;
  expect(await token('revoke', id)).toEqual({ exitCode: 0, stdout: `Revoked: ${its}` });
  expect((await coordinator.fetch('/v1/members', { token: text })).status).toBe(401);
  const again = await token('revoke', id);
  expect(again.stdout).toMatch(/^Was revoked already, at \d{4}-.*Z: the token /);
});

it('makes one that may do only what it is for, for as long as it is for', async () => {
  const made = await token('make', '--name', 'ci', '--scopes', 'runs:write, runs:read', '--days', '7');
  const text = made.stdout?.trim() ?? '';
  expect(made.stderr).toContain('(ci; runs:write runs:read)');
  expect((await coordinator.fetch('/v1/runs', { token: text })).status).toBe(200);
  expect((await coordinator.fetch('/v1/members', { token: text })).status).toBe(403);
  const id = /[0-9a-f-]{36}/.exec(made.stderr ?? '')?.[0] ?? '';
  const [row] = await coordinator.database.look<object>(
    'select scopes, round(extract(epoch from expires_at - created_at) / 86400)::integer as days from api_tokens where id = $1',
    [id],
  );
  expect([row]).toEqual([{ scopes: ['runs:write', 'runs:read'], days: 7 }]);
});

it('says how many tokens ended with the one that is revoked', async () => {
  const made = await token('make', '--name', 'parent');
  const id = /[0-9a-f-]{36}/.exec(made.stderr ?? '')?.[0] ?? '';
  const body = JSON.stringify({ name: 'child', scopes: ['runs:read'] });
  for (const _ of [1, 2])
    await coordinator.fetch('/v1/tokens', { method: 'POST', body, token: made.stdout?.trim() ?? '' });
  const its = `the token ${id} (parent) of organization 1.`;
  const also = '2 more ended with it, which were made with it.';
  expect(await token('revoke', id)).toEqual({ exitCode: 0, stdout: `Revoked: ${its} ${also}\n` });
  expect((await token('revoke', id)).stdout).toMatch(/of organization 1\.\n$/);
});

it('lists tokens as a table, and never a token', async () => {
  const made = await token('make', '--name', 'listed');
  const id = /[0-9a-f-]{36}/.exec(made.stderr ?? '')?.[0] ?? '';
  await coordinator.database.look(
    "insert into api_tokens (org_id, id, name, hash, scopes, created_by, expires_at) values (1, 'old', 'narrow', '\\x00', '{runs:read,runs:write}', 'x', '2020-01-01Z')",
  );
  const { stdout = '', exitCode } = await token('list');
  expect(exitCode).toBe(0);
  const [heads, ...lines] = stdout.trimEnd().split('\n');
  expect(heads?.split(/ {2,}/)).toEqual(['ID', 'NAME', 'SCOPES', 'EXPIRES', 'LAST USED', 'STATE']);
  const rows = lines.map((line) => line.split(/ {2,}/));
  const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
  expect(rows).toContainEqual([id, 'listed', 'all', moment, 'never', 'good']);
  expect(rows).toContainEqual(['old', 'narrow', 'runs:read runs:write', moment, 'never', 'expired']);
  expect(rows.map((row) => row[5])).toContainEqual(expect.stringMatching(/^revoked \d{4}-/));
  expect(stdout).not.toContain('co_');
});

it('says which token or organization there is not', async () => {
  expect(await token('revoke', 'nothing')).toEqual({
    exitCode: 1,
    stderr: 'Organization 1 has no token with the id nothing. Those it has: token list.\n',
  });
  await coordinator.database.look("insert into organizations (login) values ('second')");
  expect(await token('make')).toEqual({ exitCode: 1, stderr: 'Say which with --organization: 1, 2.\n' });
  expect((await token('make', '--organization', '2')).exitCode).toBe(0);
  expect(await token('make', '--organization', '9')).toEqual({
    exitCode: 1,
    stderr: 'There is no organization 9; known are: 1, 2.\n',
  });
});

it.each<[string, readonly string[], string]>([
  ['nothing', [], 'token needs a command.'],
  ['a command that there is not', ['mint'], 'There is no command token mint.'],
  ['a word too many', ['make', 'more'], 'token make takes no "more".'],
  ['no token to revoke', ['revoke'], 'token revoke needs the id'],
  ['an organization that is no id', ['make', '--organization', 'x'], '--organization is "x"'],
  ['a name in two lines', ['make', '--name', 'a\nb'], '--name is "a\\nb"'],
  ['a name for none', ['list', '--name', 'a'], '--name is for token make alone.'],
  [
    'a scope that there is not',
    ['make', '--scopes', 'runs:write,fly'],
    '--scopes has "fly", which is no scope; known are runs:write, ',
  ],
  ['no scope', ['make', '--scopes', ''], '--scopes has ""'],
  ['days that are none', ['make', '--days', '0'], '--days is "0": give a whole number from 1 to 3650.'],
  ['scopes for none', ['revoke', 'x', '--scopes', 'runs:read'], '--scopes is for token make alone.'],
  ['an unknown option', ['make', '--for', 'ever'], "Unknown option '--for'"],
])('says what is wrong, and shows how it is used, for %s', async (_, args, fault) => {
  const told = await token(...args);
  expect(told).toEqual({ exitCode: 2, stderr: expect.stringContaining('token make [--name NAME]') });
  expect(told.stderr).toMatch(new RegExp(`^${RegExp.escape(fault)}`));
});

it('is a command of the program, whose exit code says how it went', async () => {
  const env = { PATH: process.env['PATH'], ...settings };
  const made = await run(process.execPath, [entry, 'token', 'make', '--organization', '2'], { env });
  expect(made.stdout).toMatch(/^co_\w{46}\n$/);
  const wrong = run(process.execPath, [entry, 'token', 'make', '--organization', '9'], { env });
  await expect(wrong).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no organization 9'),
  });
});

it('makes no database where there is none', async () => {
  const config = configOf({ DATA_DIR: join(tmpdir(), 'nothing-there') });
  await expect(tokenCommand(config, ['make'])).rejects.toThrow('There is no database');
});

it('does not take a database that it cannot read for none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unreadable-'));
  await symlink('postgres', join(folder, 'postgres'));
  const told = tokenCommand(configOf({ DATA_DIR: folder }), ['list']);
  await expect(told).rejects.toThrow(
    / cannot be read by this user \(ELOOP\)\. Run this as the user that runs/,
  );
  await rm(folder, { recursive: true });
});
