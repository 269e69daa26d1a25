import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { type Config, readConfig } from '../../../../runner-pool/config.ts';
import type { Settings } from '../../../../runner-pool/settings.ts';
import { type Told, tokenCommand } from '../../../../runner-pool/token-command.ts';
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
  const text = /^co_\w{46}$/m.exec(made.text)?.[0] ?? '';
  const id = /[0-9a-f-]{36}/.exec(made.text)?.[0] ?? '';
  expect((await coordinator.fetch('/v1/members', { token: text })).status).toBe(200);
  const seen = await (await coordinator.fetch(`/v1/tokens/${id}`, { token: text })).json();
  expect(seen).toMatchObject({ name: 'found the key again', createdBy: 'operator' });
  expect(await token('revoke', id)).toEqual({ exitCode: 0, text: `Revoked: ${id}\n` });
  expect((await coordinator.fetch('/v1/members', { token: text })).status).toBe(401);
});

it('says which token or organization there is not', async () => {
  expect(await token('revoke', 'nothing')).toEqual({
    exitCode: 1,
    text: 'Organization 1 has no token with the id nothing.\n',
  });
  await coordinator.database.look("insert into organizations (login) values ('second')");
  expect(await token('make')).toEqual({ exitCode: 1, text: 'Say which with --organization: 1, 2.\n' });
  expect((await token('make', '--organization', '2')).exitCode).toBe(0);
  expect((await token('make', '--organization', '9')).exitCode).toBe(1);
});

it.each([
  ['nothing', []],
  ['a word too many', ['make', 'more']],
  ['no token to revoke', ['revoke']],
  ['an organization that is no id', ['make', '--organization', 'x']],
  ['an unknown option', ['make', '--for', 'ever']],
])('shows how it is used for %s', async (_, args) => {
  expect(await token(...args)).toEqual({ exitCode: 2, text: expect.stringContaining('token COMMAND') });
});

it('is a command of the program, whose exit code says how it went', async () => {
  const env = { PATH: process.env['PATH'], ...settings };
  const made = await run(process.execPath, [entry, 'token', 'make', '--organization', '2'], { env });
  expect(made.stdout).toMatch(/^co_\w{46}$/m);
  const wrong = run(process.execPath, [entry, 'token', 'make', '--organization', '9'], { env });
  await expect(wrong).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('1, 2') });
});

it('makes no database where there is none', async () => {
  const config = configOf({ DATA_DIR: join(tmpdir(), 'nothing-there') });
  await expect(tokenCommand(config, ['make'])).rejects.toThrow('There is no database');
});
