import { randomUUID } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runnerPaths } from '../../../action/sandbox/runner-paths.ts';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders, tempFolder } from '../../helpers/run-action.ts';
import { createLab, type LabOptions } from './lab.ts';

const secret = 'canary-of-the-runner';
const made: string[] = [];
afterAll(async () => {
  await Promise.all(made.map((path) => rm(path, { recursive: true, force: true })));
  await removeTempFolders();
});

async function plant(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, secret);
  }
}

async function run(script: string, options: Partial<LabOptions>): Promise<string> {
  const lab = await createLab({ ...options, claude: { script } });
  const { stdout, stderr, code } = await lab.run();
  await lab.close();
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

describe.skipIf(!canSandbox || process.getuid?.() !== 0)('below /usr (needs bubblewrap and root)', () => {
  it('hides a runner with its credentials, but for the tool cache', async () => {
    const runner = `/usr/local/${randomUUID()}`;
    made.push(runner);
    const [workspace, toolCacheDir] = [`${runner}/_work/r/r`, `${runner}/_work/_tool`];
    await plant(`${runner}/.credentials`, `${runner}/_diag/log`, `${runner}/_work/other/x`, `${workspace}/x`);
    await plant(`${toolCacheDir}/tool`);
    const hidden = await runnerPaths(workspace);
    const script = `grep -rl ${secret} ${runner} || true; (echo x > ${runner}/x) 2>/dev/null || echo read-only`;
    expect(await run(script, { hidden, tier: 'read' })).toBe('read-only\n');
    expect(await run(script, { hidden, toolCacheDir })).toBe(`${toolCacheDir}/tool\nread-only\n`);
  });

  it('hides a runner that is reached by a link, and starts programs by paths below it', async () => {
    const runner = `/usr/local/${randomUUID()}`;
    made.push(runner);
    await plant(`${runner}/.credentials`, `${runner}/_work/r/r/x`);
    const link = join(await tempFolder('link'), 'runner');
    await symlink(runner, link);
    const nodePath = `${runner}/externals/node24/bin/node`;
    await mkdir(dirname(nodePath), { recursive: true });
    await symlink(process.execPath, nodePath);
    const hidden = await runnerPaths(`${link}/_work/r/r`);
    const script = `grep -rl ${secret} ${runner} || true; ${nodePath} -p '"started"'`;
    expect(await run(script, { hidden, nodePath })).toBe('started\n');
  });

  it('hides where npm and git keep settings of the machine', async () => {
    const file = `/usr/local/etc/${randomUUID()}`;
    made.push(file);
    await plant(file);
    expect(await run('ls -A /usr/local/etc', {})).toBe('');
  });

  it('goes on where what is to be hidden is not there', async () => {
    expect(await run('echo started', { hidden: ['/usr/local/nothing-of-the-sort'] })).toBe('started\n');
  });
});

it.skipIf(!canSandbox)('hides passwords of registries in the tool cache, also behind links', async () => {
  const toolCacheDir = await tempFolder('tools');
  const names = [
    'node/24.1.0/x64/etc/npmrc',
    'Python/3.12.1/x64/pip.conf',
    'maven/3.9.9/x64/conf/settings.xml',
  ];
  await plant(...names.map((name) => join(toolCacheDir, name)));
  await plant(join(toolCacheDir, 'node/24.1.0/x64/bin/tool'));
  const real = join(toolCacheDir, 'settings');
  await plant(real);
  await mkdir(join(toolCacheDir, 'node/22.1.0/x64/etc'), { recursive: true });
  await symlink(real, join(toolCacheDir, 'node/22.1.0/x64/etc/npmrc'));
  const found = `${toolCacheDir}/node/24.1.0/x64/bin/tool\n`;
  expect(await run(`grep -rl ${secret} ${toolCacheDir}`, { toolCacheDir })).toBe(found);
  const settings = `cat ${names.map((name) => join(toolCacheDir, name)).join(' ')}`;
  expect(await run(settings, { toolCacheDir })).toBe('<settings/>\n');
});
