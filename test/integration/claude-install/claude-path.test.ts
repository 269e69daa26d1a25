import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { machine } from './support/machine.ts';
import { standIn, writeExecutable } from './support/stand-in.ts';

it('uses the executable that claude-path names, whatever is in PATH', async () => {
  const { dir, bin, find } = await machine();
  await writeExecutable(join(bin, 'claude'), standIn());
  const path = await writeExecutable(join(dir, 'mine'), standIn({ version: '2.1.350' }));
  expect(await find({ claudePath: path })).toEqual({ path, version: '2.1.350', source: 'input' });
});

it('takes a relative claude-path from the workspace', async () => {
  const { workspace, find } = await machine();
  const path = await writeExecutable(join(workspace, 'tools', 'claude'), standIn());
  expect(await find({ claudePath: 'tools/claude' })).toMatchObject({ path, source: 'input' });
});

it.each([
  ['missing', 'does not exist', () => Promise.resolve()],
  ['a directory', 'is a directory', (path: string) => mkdir(path)],
  ['not executable', 'is not executable', (path: string) => writeFile(path, standIn(), { mode: 0o644 })],
  ['broken', 'exited with 1 when asked for --version: no', broken('echo no >&2; exit 1')],
  [
    'another program',
    'is not Claude Code: --version printed "claude 3.0"',
    broken('echo claude 3.0; exit 0'),
  ],
  ['without interpreter', 'its interpreter or C library is missing', broken('', '#!/nowhere/sh')],
  ['too old', 'is Claude Code 2.1.299, older than 2.1.300', tooOld],
] as const)('refuses a claude-path that is %s, and looks nowhere else', async (_, why, make) => {
  const { dir, bin, find } = await machine();
  await writeExecutable(join(bin, 'claude'), standIn());
  const path = join(dir, 'mine');
  await make(path);
  await expect(find({ claudePath: path })).rejects.toMatchObject({
    code: 'cli_missing',
    message: expect.stringContaining(`claude-path: ${path} `),
    remedy: expect.stringContaining('2.1.300 or newer'),
  });
  await expect(find({ claudePath: path })).rejects.toThrow(why);
});

function broken(commands: string, interpreter = '#!/bin/sh'): (path: string) => Promise<unknown> {
  return (path) => writeExecutable(path, `${interpreter}\n${commands}\n`);
}

function tooOld(path: string): Promise<unknown> {
  return writeExecutable(path, standIn({ version: '2.1.299' }));
}
