import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runnerEntries, runnerPaths } from '../../../action/sandbox/runner-paths.ts';
import { removeTempFolders, tempFolder } from '../../helpers/run-action.ts';

afterAll(removeTempFolders);

async function folder(path: string, ...files: readonly string[]): Promise<string> {
  const top = await tempFolder('runner');
  await mkdir(join(top, path), { recursive: true });
  for (const file of files) await writeFile(join(top, file), '');
  return top;
}

it('knows the work folder and the runner that has it', async () => {
  const top = await folder('runner/_work/r/r');
  const workspace = join(top, 'runner/_work/r/r');
  expect(await runnerPaths(workspace)).toEqual([workspace, join(top, 'runner/_work'), join(top, 'runner')]);
});

it('finds a runner by its files where the workspace lies deeper', async () => {
  const top = await folder('runner/_work/a/b/c/d', 'runner/.runner');
  expect(await runnerPaths(join(top, 'runner/_work/a/b/c/d'))).toContain(join(top, 'runner'));
});

it('follows a link to where the workspace really is', async () => {
  const top = await folder('runner/_work/r/r');
  await symlink(join(top, 'runner/_work'), join(top, 'link'));
  expect(await runnerPaths(join(top, 'link/r/r'))).toContain(join(top, 'runner'));
});

it.each(['/usr/local/r/r', '/usr/a/b', '/usr', '/opt/r/r', '/__w/r/r', '/a', '/', ''])(
  'names no folder that programs need for %j',
  async (workspace) => {
    const named = await runnerPaths(workspace);
    expect(
      ['/', '/usr', '/usr/local', '/opt', '/lib', '/etc'].filter((path) => named.includes(path)),
    ).toEqual([]);
  },
);

it('names the files alone of a runner that lies among programs', async () => {
  const top = await folder('');
  const files = ['.credentials', '.runner', '.env', 'run.sh'];
  for (const file of files) await writeFile(join(top, file), '');
  expect(await runnerEntries(top)).toEqual(
    ['.credentials', '.env', '.runner'].map((file) => join(top, file)),
  );
  expect(await runnerEntries(await folder('', '.env'))).toEqual([]);
});
