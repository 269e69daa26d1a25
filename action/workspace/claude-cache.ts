import { lstat, readdir, rmdir, unlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isExactVersion } from '../claude-install/exact-version.ts';
import type { FoundClaude } from '../claude-install/find-claude.ts';
import { isOwn } from './own.ts';
import { type NotRemoved, removeFolders, removingName } from './remove-folders.ts';

/** Beside an executable that this action installed; touched at each use. One that came with the machine's image has none, and stays. */
const useMarker = '.used-by-claude-orchestrator';
/** What an installation unpacks to before it takes its place, and where it downloads to. */
const stagedName = /^\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-claude(?:\.exe)?$/;
const downloadName = /^claude-install-[A-Za-z0-9]{6}$/;

const unusedMs = 30 * 24 * 3_600_000;
/** An installation ends minutes after it last wrote something. */
const abandonedMs = 3_600_000;

/** Remembers that the action's own copy of Claude Code was used. Best effort: a cache that cannot be written is not cleaned either. */
export async function noteUse({ path, source }: FoundClaude): Promise<void> {
  const marker = join(dirname(path), useMarker);
  const now = new Date();
  if (source === 'installed') await writeFile(marker, '').catch(() => undefined);
  if (source === 'tool-cache') await utimes(marker, now, now).catch(() => undefined);
}

export interface CacheToClean {
  /** `<tool cache>/claude-code` */
  readonly dir: string;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** Removes versions that this action installed and no run used for 30 days, and what broken installations left. */
export async function cleanCache({ dir, nowMs, signal }: CacheToClean): Promise<readonly NotRemoved[]> {
  const left: NotRemoved[] = [];
  for (const version of (await namesIn(dir)).filter(isExactVersion)) {
    const root = join(dir, version);
    const names: string[] = [];
    for (const name of await namesIn(root)) {
      const arch = join(root, name);
      await removeStaged(arch, nowMs);
      const isRest = removingName.test(name) && (await ageOf(arch, nowMs)) !== null;
      const unused = (await ageOf(join(arch, useMarker), nowMs)) ?? 0;
      if (isRest || unused > unusedMs) names.push(name);
    }
    if (names.length === 0) continue;
    left.push(...(await removeFolders({ root, names, signal, atOnce: 1 })));
    // Another architecture may still be there.
    await rmdir(root).catch(() => undefined);
  }
  return left;
}

/** Removes what installations downloaded that did not live to remove it themselves. */
export async function cleanDownloads(tempDir: string, nowMs: number): Promise<void> {
  for (const name of (await namesIn(tempDir)).filter((each) => downloadName.test(each))) {
    const folder = join(tempDir, name);
    const tarball = join(folder, 'package.tgz');
    const age = (await ageOf(tarball, nowMs)) ?? (await ageOf(folder, nowMs)) ?? 0;
    if (age <= abandonedMs) continue;
    await unlink(tarball).catch(() => undefined);
    // Holds it anything else, it is not what we take it for.
    await rmdir(folder).catch(() => undefined);
  }
}

async function removeStaged(arch: string, nowMs: number): Promise<void> {
  for (const name of (await namesIn(arch)).filter((each) => stagedName.test(each))) {
    const age = (await ageOf(join(arch, name), nowMs)) ?? 0;
    if (age > abandonedMs) await unlink(join(arch, name)).catch(() => undefined);
  }
}

/** Since it was last changed; null where it is not there or not ours. */
async function ageOf(path: string, nowMs: number): Promise<number | null> {
  const stats = await lstat(path).catch(() => null);
  return stats === null || stats.isSymbolicLink() || !isOwn(stats) ? null : nowMs - stats.mtimeMs;
}

/** Of a folder that is one, and no link to another. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const stats = await lstat(folder).catch(() => null);
  return stats?.isDirectory() === true ? readdir(folder).catch(() => []) : [];
}
