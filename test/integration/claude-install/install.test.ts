import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { machine } from './support/machine.ts';
import { packageArch, registry } from './support/registry.ts';
import { standIn, writeExecutable } from './support/stand-in.ts';
import { tarballOf } from './support/tarball.ts';

const published = async (text = standIn()): Promise<Parameters<typeof registry>[0]> => ({
  versions: { '2.1.400': { tarball: await tarballOf(text) } },
});

it('installs the version into the tool cache, and finds it there without asking anyone', async () => {
  const { toolCache, log, find, kept } = await machine();
  const { url, requests } = await registry(await published());
  const path = join(toolCache, 'claude-code', '2.1.400', packageArch, 'claude');
  expect(await find({ registry: url })).toEqual({ path, version: '2.1.400', source: 'installed' });
  expect(requests).toEqual(['manifest 2.1.400', 'tarball 2.1.400']);
  expect(log).toEqual([`Installing Claude Code 2.1.400 from ${new URL(url).host}`]);
  expect(await kept()).toEqual([path]);
  expect((await stat(path)).mode & 0o111).toBe(0o111);
  expect(await find()).toEqual({ path, version: '2.1.400', source: 'tool-cache' });
});

it('asks the registry at its address with or without a slash at the end', async () => {
  const { find } = await machine();
  const { url } = await registry(await published());
  expect(await find({ registry: `${url}/` })).toMatchObject({ source: 'installed' });
});

it.each([
  ['has another version', standIn({ version: '2.1.399' }), 'is Claude Code 2.1.399, not 2.1.400'],
  ['is broken', '#!/bin/sh\nexit 127\n', 'exited with 127'],
])('installs once more over a cached executable that %s', async (_, text, why) => {
  const { toolCache, log, find, kept } = await machine();
  const path = join(toolCache, 'claude-code', '2.1.400', packageArch, 'claude');
  await writeExecutable(path, text);
  const { url } = await registry(await published());
  expect(await find({ registry: url })).toEqual({ path, version: '2.1.400', source: 'installed' });
  expect(log[0]).toContain(why);
  expect(await kept()).toEqual([path]);
});

it('keeps versions apart', async () => {
  const { find, kept } = await machine();
  const versions = {
    '2.1.400': { tarball: await tarballOf(standIn()) },
    '2.1.401': { tarball: await tarballOf(standIn({ version: '2.1.401' })) },
  };
  const { url } = await registry({ versions });
  await find({ registry: url });
  expect(await find({ registry: url, claudeVersion: '2.1.401' })).toMatchObject({ source: 'installed' });
  expect(await kept()).toHaveLength(2);
});

it('installs for this job alone where the tool cache cannot be written', async () => {
  const { dir, temp, log, find } = await machine();
  const toolCacheDir = join(dir, 'a-file');
  await writeFile(toolCacheDir, '');
  const { url } = await registry(await published());
  const path = join(temp, 'claude-code', '2.1.400', packageArch, 'claude');
  expect(await find({ registry: url, toolCacheDir })).toEqual({
    path,
    version: '2.1.400',
    source: 'installed',
  });
  expect(log.join('\n')).toContain('Cannot write to');
  expect(await find({ toolCacheDir })).toMatchObject({ path, source: 'tool-cache' });
});

it('brings the right version when the claude in PATH is too old', async () => {
  const { bin, find } = await machine();
  await writeExecutable(join(bin, 'claude'), standIn({ version: '2.1.100' }));
  const { url } = await registry(await published());
  expect(await find({ registry: url })).toMatchObject({ version: '2.1.400', source: 'installed' });
});

it('lets many jobs install at once, each with a whole executable', async () => {
  const { find, kept } = await machine();
  // Large enough that the installs overlap.
  const text = `${standIn()}exit 0\n${'# filling\n'.repeat(500_000)}`;
  const { url } = await registry(await published(text));
  const found = await Promise.all(Array.from({ length: 6 }, () => find({ registry: url })));
  expect(new Set(found.map(({ path }) => path)).size).toBe(1);
  expect(found.map(({ version }) => version)).toEqual(Array(6).fill('2.1.400'));
  const files = await kept();
  expect(files).toEqual([found[0]?.path]);
  expect(await readFile(files[0] ?? '', 'utf8')).toBe(text);
});

it('replaces an executable without disturbing the one that runs', async () => {
  const { toolCache, find } = await machine();
  const path = join(toolCache, 'claude-code', '2.1.400', packageArch, 'claude');
  await writeExecutable(path, standIn({ version: '2.1.399' }));
  const before = (await stat(path)).ino;
  const { url } = await registry(await published());
  await find({ registry: url });
  expect((await stat(path)).ino).not.toBe(before);
});

it('installs again where a cached file lost its executable bit', async () => {
  const { find } = await machine();
  const { url } = await registry(await published());
  const { path } = await find({ registry: url });
  await chmod(path, 0o644);
  expect(await find({ registry: url })).toMatchObject({ path, source: 'installed' });
});
