import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { PINNED_VERSION } from '../../../action/claude-install/pinned-version.ts';
import { machine } from './support/machine.ts';
import { packageName, registry } from './support/registry.ts';

const run = promisify(execFile);

it('installs the real package by its pinned hash, and runs it from the tool cache', async ({ skip }) => {
  const { dir, find, kept } = await machine();
  try {
    await run('npm', ['pack', '--silent', `${packageName}@${PINNED_VERSION}`], { cwd: dir, timeout: 90_000 });
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    skip(`npm cannot deliver ${packageName}@${PINNED_VERSION}: ${(error as Error).message}`);
  }
  const name = (await readdir(dir)).find((entry) => entry.endsWith('.tgz')) ?? '';
  const { url, requests } = await registry({
    versions: { [PINNED_VERSION]: { tarball: () => createReadStream(join(dir, name)) } },
  });
  const found = await find({ registry: url, claudeVersion: '' });
  expect(found).toMatchObject({ version: PINNED_VERSION, source: 'installed' });
  expect(await kept()).toEqual([found.path]);
  const { stdout } = await run(found.path, ['--version'], { env: { HOME: dir } });
  expect(stdout).toBe(`${PINNED_VERSION} (Claude Code)\n`);
  expect(await find({ registry: url, claudeVersion: '' })).toMatchObject({ source: 'tool-cache' });
  expect(requests).toHaveLength(2);
}, 120_000);
