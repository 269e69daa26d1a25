import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { neededFlags } from '../../../action/claude-install/needed-flags.ts';
import { machine } from './support/machine.ts';
import { runsIn, standIn, writeExecutable } from './support/stand-in.ts';

it('uses the first claude in PATH and asks it twice', async () => {
  const { dir, bin, find } = await machine();
  const ranFile = join(dir, 'ran');
  const path = await writeExecutable(join(bin, 'claude'), standIn({ version: '2.1.350', ranFile }));
  await writeExecutable(join(dir, 'later', 'claude'), standIn());
  const found = await find({ pathVariable: `${dir}/nowhere:${bin}:${dir}/later:/usr/bin:/bin` });
  expect(found).toEqual({ path, version: '2.1.350', source: 'path' });
  expect(await runsIn(ranFile)).toEqual(['--help', '--version']);
});

it('does not ask the same file for its flags again, until it changes', async () => {
  const { dir, bin, find } = await machine();
  const ranFile = join(dir, 'ran');
  const path = await writeExecutable(join(bin, 'claude'), standIn({ ranFile }));
  await find();
  await find();
  expect(await runsIn(ranFile)).toEqual(['--help', '--version', '--version']);
  await utimes(path, 1, 1);
  await find();
  expect(await runsIn(ranFile)).toEqual(['--help', '--help', '--version', '--version', '--version']);
});

it('asks for the flags again when the same file tells another version', async () => {
  const { dir, bin, find } = await machine();
  const versionFile = join(dir, 'version');
  const first = `[ "$1" = --version ] && { cat '${versionFile}'; exit; }`;
  await writeExecutable(join(bin, 'claude'), standIn({ first, ranFile: join(dir, 'ran') }));
  await writeFile(versionFile, '2.1.400 (Claude Code)');
  await find();
  await writeFile(versionFile, '2.1.401 (Claude Code)');
  expect(await find()).toMatchObject({ version: '2.1.401' });
  expect(await runsIn(join(dir, 'ran'))).toEqual(['--help', '--help', '--version', '--version']);
});

it('works without a tool cache', async () => {
  const { bin, find } = await machine();
  const path = await writeExecutable(join(bin, 'claude'), standIn());
  expect(await find({ toolCacheDir: '' })).toMatchObject({ path, source: 'path' });
});

it('takes nothing from the workspace, however PATH leads there', async () => {
  const { dir, workspace, find } = await machine();
  const ranFile = join(dir, 'ran');
  const planted = await writeExecutable(join(workspace, 'bin', 'claude'), standIn({ ranFile }));
  await mkdir(join(dir, 'linked'));
  await symlink(planted, join(dir, 'linked', 'claude'));
  await symlink(workspace, join(dir, 'other-name'));
  const pathVariable = `:.:bin:${workspace}/bin:${dir}/other-name/bin:${dir}/linked`;
  await expect(find({ pathVariable })).rejects.toMatchObject({ code: 'cli_missing' });
  expect(await runsIn(ranFile)).toEqual([]);
});

it.each([
  ['too old', standIn({ version: '2.1.197' }), 'is Claude Code 2.1.197, older than 2.1.300'],
  ['broken', '#!/bin/sh\nexit 1\n', 'exited with 1'],
  ['killed', '#!/bin/sh\nkill -9 $$\n', 'was killed'],
  ['another program', '#!/bin/sh\necho hello\n', 'is not Claude Code'],
  ['too talkative', '#!/bin/sh\nexec cat /dev/zero\n', 'printed more than a megabyte'],
  [
    'without a needed flag',
    standIn({ flags: neededFlags.filter((flag) => flag !== '--restricted') }),
    'is Claude Code 2.1.400 without --restricted',
  ],
])('says that the first claude in PATH is %s, and goes on', async (_, text, why) => {
  const { dir, bin, log, find } = await machine();
  await writeExecutable(join(bin, 'claude'), text);
  const path = await writeExecutable(join(dir, 'later', 'claude'), standIn());
  expect(await find({ pathVariable: `${bin}:${dir}/later:/usr/bin:/bin` })).toMatchObject({ path });
  expect(log).toEqual([expect.stringContaining(`Not using ${bin}/claude: it ${why}`)]);
});

it('passes over a claude that is a directory, or not executable', async () => {
  const { dir, bin, log, find } = await machine();
  await mkdir(join(bin, 'claude'));
  await writeExecutable(join(dir, 'plain', 'claude'), standIn());
  await chmod(join(dir, 'plain', 'claude'), 0o644);
  const path = await writeExecutable(join(dir, 'later', 'claude'), standIn());
  const pathVariable = `${bin}:${dir}/plain:${dir}/later:/usr/bin:/bin`;
  expect(await find({ pathVariable })).toMatchObject({ path });
  expect(log).toEqual([]);
});

it('leaves no process behind of a claude that hangs', async () => {
  const { dir, bin, find } = await machine();
  const pidFile = join(dir, 'pids');
  await writeExecutable(join(bin, 'claude'), `#!/bin/sh\nsleep 600 &\necho $$ $! >> '${pidFile}'\nwait\n`);
  await expect(find({ verifyTimeoutMs: 300 })).rejects.toThrow('gave no answer within 0.3 s (--version)');
  const pids = (await readFile(pidFile, 'utf8')).split(/\s+/).filter(Boolean);
  expect(pids).toHaveLength(4);
  await sleep(50);
  for (const pid of pids) expect(await isRunning(Number(pid))).toBe(false);
});

it('does not wait for what a claude leaves running', async () => {
  const { bin, find } = await machine();
  await writeExecutable(join(bin, 'claude'), standIn({ first: 'sleep 600 &' }));
  expect(await find({ verifyTimeoutMs: 5000 })).toMatchObject({ source: 'path' });
}, 4000);

it('stops when aborted, with the reason given', async () => {
  const { bin, find } = await machine();
  await writeExecutable(join(bin, 'claude'), '#!/bin/sh\nsleep 600\n');
  const signal = AbortSignal.timeout(100);
  await expect(find({ signal })).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('shows a claude none of the environment, and a home of its own', async () => {
  const { dir, bin, temp, find } = await machine();
  vi.stubEnv('ANTHROPIC_API_KEY', 'secret');
  const seen = join(dir, 'seen');
  await writeExecutable(join(bin, 'claude'), standIn({ first: `[ "$1" = --version ] && env > '${seen}'` }));
  await find();
  const env = Object.fromEntries(
    (await readFile(seen, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('=', 2)),
  ) as Record<string, string>;
  // What is not in our list the shell itself sets.
  expect(
    Object.keys(env)
      .filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name))
      .toSorted(),
  ).toEqual([
    'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC',
    'DISABLE_AUTOUPDATER',
    'HOME',
    'PATH',
    'USERPROFILE',
  ]);
  expect(env['HOME']).toMatch(`${temp}/claude-verify-`);
  expect(env['PWD']).toBe(env['HOME']);
  vi.unstubAllEnvs();
});

/** A zombie is dead: in a container nobody may come to collect it. */
async function isRunning(pid: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return !['', 'Z'].includes(stdout.trim().slice(0, 1));
}
