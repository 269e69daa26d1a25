import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { exportCommand } from '../../../runner-pool/commands/export.ts';
import type { Told } from '../../../runner-pool/commands/told.ts';
import { type Scene, setExporting } from './scene.ts';

const entry = join(import.meta.dirname, '../../../runner-pool/index.ts');
const open: Scene[] = [];
const set = async (options?: { readonly isPrivate: boolean }): Promise<Scene> => {
  const scene = await setExporting(options);
  open.push(scene);
  return scene;
};
afterEach(async () => {
  for (const scene of open.splice(0)) await scene.close();
});

it('publishes nothing of a private repository, unless told to', async () => {
  const scene = await set({ isPrivate: true });
  const { runId } = await scene.leave();
  const told = await scene.run();
  expect(told).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/^acme\/widgets is private\. .*--allow-private/),
  });
  expect(existsSync(scene.out)).toBe(false);
  expect((await scene.run({ args: ['--allow-private'] })).exitCode).toBe(0);
  expect((await scene.history()).ids).toEqual([runId]);
});

it('names all repositories that it cannot export', async () => {
  const scene = await set();
  const told = await scene.run({ args: ['--repository', 'acme/nothing,acme/widgets,other/none'] });
  expect(told.exitCode).toBe(2);
  expect(told.stderr).toMatch(/^GitHub shows no repository acme\/nothing .*\n.*other\/none .*\n$/);
});

it('says what a token lacks', async () => {
  const { github, repository, out } = await set({ isPrivate: true });
  const run = async (token: string): Promise<Told> =>
    exportCommand(['--repository', 'acme/widgets', '--out', out, '--allow-private'], {
      env: { GITHUB_TOKEN: token, GITHUB_API_URL: github.apiUrl },
    });
  const unknown = await run('ghp_nothing');
  expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('GITHUB_TOKEN (401)') });
  const narrow = await run(repository.issueToken({ permissions: { contents: 'read' } }));
  expect(narrow).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(
      'no artifacts of acme/widgets (403): give it the permission actions: read.',
    ),
  });
});

it('never repeats a password', async () => {
  const told = await exportCommand(['--from-coordinator', 'https://user:hunter2@example.com'], { env: {} });
  expect(told.stderr).toContain('--from-coordinator is "https://…@example.com"');
  expect(told.stderr).not.toContain('hunter2');
});

it('says what is wrong with the question, all at once', async () => {
  const args = ['--repository', 'acme', '--from-coordinator', 'http://example.com', '--allow-private=yes'];
  const told = await exportCommand([...args, '--format', 'csv', 'now', '-x'], {
    env: { GITHUB_API_URL: 'ftp://x' },
  });
  expect(told.exitCode).toBe(2);
  const faults = told.stderr?.split('\n').filter((line) => line.startsWith('  ') && line.endsWith('.'));
  const takes = 'is nothing that export takes: leave it away. It takes';
  expect(faults?.slice(0, 9)).toEqual([
    expect.stringContaining(`"--format" ${takes} --repository, --out, --from-coordinator, --allow-private.`),
    expect.stringContaining(`"-x" ${takes}`),
    expect.stringContaining(`"csv" ${takes}`),
    expect.stringContaining(`"now" ${takes}`),
    '  --repository is "acme": give owner/name, several by commas.',
    '  --out is missing: give the folder to write into, such as site.',
    '  --from-coordinator is "http://example.com": give its https address; http is for localhost.',
    '  --allow-private is "yes": give it without a value.',
    '  GITHUB_API_URL is not an address that begins with http:// or https://.',
  ]);
  expect(told.stderr).toContain('  COORDINATOR_TOKEN is not set: give one');
  expect(told.stderr).toContain('export --repository OWNER/NAME');
});

it.each([
  ['--repository', 'acme/..'],
  ['--repository', 'acme/widgets,'],
  ['--repository', 'acme/a/b'],
  ['--out', ''],
  ['--out', '--allow-private'],
  ['--from-coordinator', 'orchestrator'],
])('does not take %s %j', async (name, value) => {
  const told = await exportCommand(['--repository', 'acme/widgets', '--out', 'site', name, value], {
    env: { GITHUB_TOKEN: 'a', COORDINATOR_TOKEN: 'b' },
  });
  expect(told.exitCode).toBe(2);
  expect(told.stderr).toContain(`  ${name} is ${JSON.stringify(value)}: give`);
});

it('is a command of the program, which needs no configuration of the coordinator', async () => {
  const { github, token, out, leave } = await set();
  await leave();
  const folder = dirname(out);
  const settings = { GITHUB_TOKEN: token, GITHUB_API_URL: github.apiUrl, PORT: 'x' };
  const env = { PATH: process.env['PATH'], TMPDIR: folder, ...settings };
  const args = [entry, 'export', '--repository', 'acme/widgets', '--out', out];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  expect(stdout).toContain('Runs: 1 added, 0 known before, 0 not to be shown.\n');
  // What was downloaded is gone.
  expect(await readdir(folder)).toEqual(['site']);
  const wrong = promisify(execFile)(process.execPath, [entry, 'export'], { env });
  await expect(wrong).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('--out is missing') });
});
