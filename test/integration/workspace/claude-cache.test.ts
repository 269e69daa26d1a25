import { randomUUID } from 'node:crypto';
import { readdir, stat, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanCache, cleanDownloads, noteUse } from '../../../action/workspace/claude-cache.ts';
import { tempFolder } from '../../helpers/run-action.ts';
import { cleanUpFolders, fill, machine } from './folders.ts';

cleanUpFolders();

const hour = 3_600_000;
const day = 24 * hour;
const marker = '.used-by-claude-orchestrator';

/** A version in the cache, as an installation leaves it; used so many days ago, or never by us. */
async function version(cache: string, name: string, usedDaysAgo: number | null): Promise<string> {
  const path = join(cache, name, 'x64', 'claude');
  await fill(cache, { [join(name, 'x64', 'claude')]: 'a program' });
  if (usedDaysAgo === null) return path;
  await noteUse({ path, version: name, source: 'installed' });
  await touch(join(path, '..', marker), usedDaysAgo * day);
  return path;
}

async function touch(path: string, agoMs: number): Promise<void> {
  const at = new Date(Date.now() - agoMs);
  await utimes(path, at, at);
}

const clean = async (dir: string): Promise<unknown> =>
  cleanCache({ dir, nowMs: Date.now(), signal: new AbortController().signal });

describe('the cache of Claude Code', () => {
  it('loses the versions that no run used for 30 days', async () => {
    const { cache } = await machine();
    await version(cache, '2.1.300', 31);
    await version(cache, '2.1.320', 29);
    await version(cache, '2.1.329', 0);
    expect(await clean(cache)).toEqual([]);
    expect((await readdir(cache)).toSorted()).toEqual(['2.1.320', '2.1.329']);
  });

  it('keeps a version that is used, however long ago it was installed', async () => {
    const { cache } = await machine();
    const path = await version(cache, '2.1.300', 300);
    await noteUse({ path, version: '2.1.300', source: 'tool-cache' });
    await clean(cache);
    expect((await stat(path)).isFile()).toBe(true);
  });

  it("keeps what the machine's image brought, and other tools", async () => {
    const { cache } = await machine();
    const path = await version(cache, '2.1.200', null);
    await noteUse({ path, version: '2.1.200', source: 'tool-cache' });
    await fill(cache, { '2.1.300.complete': '', 'verified/abc': '2.1.300', 'latest/x64/claude': 'x' });
    await fill(join(cache, '..'), { 'node/24.0.0/x64/node': 'x' });
    await touch(path, 300 * day);
    const before = await readdir(join(cache, '..'), { recursive: true });
    await clean(cache);
    expect(await readdir(join(cache, '..'), { recursive: true })).toEqual(before);
    expect(await readdir(join(path, '..'))).toEqual(['claude']);
  });

  it('notes nothing of a Claude Code that somebody else installed', async () => {
    const folder = await tempFolder('bin');
    const path = join(folder, 'claude');
    for (const source of ['path', 'input'] as const) await noteUse({ path, version: '2.1.329', source });
    await noteUse({ path: '/nonexistent/claude', version: '2.1.329', source: 'installed' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps the other architecture of a version', async () => {
    const { cache } = await machine();
    await version(cache, '2.1.300', 31);
    await fill(cache, { '2.1.300/arm64/claude': 'x' });
    await clean(cache);
    expect(await readdir(join(cache, '2.1.300'))).toEqual(['arm64']);
  });

  it('loses what broken installations and removals left, once nobody can be at it', async () => {
    const { cache } = await machine();
    const path = await version(cache, '2.1.329', 0);
    const [old, young] = [`.${randomUUID()}-claude`, `.${randomUUID()}-claude`];
    await fill(join(path, '..'), { [old]: 'half', [young]: 'half' });
    await fill(cache, { [`2.1.329/.removing-${randomUUID()}/claude`]: 'x' });
    await touch(join(path, '..', old), 2 * hour);
    await clean(cache);
    expect(await readdir(join(cache, '2.1.329'))).toEqual(['x64']);
    expect((await readdir(join(path, '..'))).toSorted()).toEqual(['claude', young, marker].toSorted());
  });

  it('is not looked for behind a link', async () => {
    const { cache, temp } = await machine();
    await version(cache, '2.1.300', 31);
    await symlink(cache, join(temp, 'claude-code'));
    await clean(join(temp, 'claude-code'));
    expect(await readdir(cache)).toEqual(['2.1.300']);
  });
});

it('removes downloads that nobody finished, and nothing that only has such a name', async () => {
  const { temp } = await machine();
  await fill(temp, {
    'claude-install-Abc123/package.tgz': 'half',
    'claude-install-Def456/package.tgz': 'being written',
    'claude-install-Ghi789/theirs.txt': 'x',
  });
  await touch(join(temp, 'claude-install-Abc123', 'package.tgz'), 2 * hour);
  await touch(join(temp, 'claude-install-Ghi789'), 2 * hour);
  await cleanDownloads(temp, Date.now());
  expect((await readdir(temp)).toSorted()).toEqual([
    'claude-install-Def456',
    'claude-install-Ghi789',
    'claude-orchestrator',
  ]);
});
