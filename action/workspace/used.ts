import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Places } from './places.ts';
import { removingName } from './remove-folders.ts';
import { runsIn } from './runs.ts';

export interface Used {
  readonly bytes: number;
  /** What takes most of it. */
  readonly largest: { readonly path: string; readonly bytes: number };
}

export interface Counting {
  /** The folder of the run that asks. It grows meanwhile, and what is found must not depend on how far it got. */
  readonly ownDir: string;
  readonly nowMs: number;
  /** Not more than so many files and folders are looked at; where there are more, it is at least as much. */
  readonly mostEntries: number;
}

/**
 * What all other runs have on the disk, by allocated blocks. Folders that a crashed run left count only once a clean-up has met with them, and
 * was cut off or refused: until then they are about to go.
 */
export async function usedBy(
  { runsDir, cacheDirs }: Places,
  { ownDir, nowMs, mostEntries }: Counting,
): Promise<Used> {
  const budget = { entries: mostEntries };
  const all = cacheDirs.map((path) => ({ path, isWhole: true }));
  for (const { dir, state } of await runsIn(runsDir, nowMs))
    if (dir !== ownDir) all.push({ path: dir, isWhole: state === 'held' });
  let used: Used = { bytes: 0, largest: { path: '', bytes: 0 } };
  for (const { path, isWhole } of all) {
    const bytes = await sizeOf(path, budget, (name) => isWhole || removingName.test(name));
    const largest = bytes > used.largest.bytes ? { path, bytes } : used.largest;
    used = { bytes: used.bytes + bytes, largest };
  }
  return used;
}

/** `enters` is asked for the folders in `path` alone, not for those deeper. */
async function sizeOf(
  path: string,
  budget: { entries: number },
  enters: (name: string) => boolean,
): Promise<number> {
  if ((await lstat(path).catch(() => null))?.isDirectory() !== true) return 0;
  let bytes = 0;
  const waiting = [path];
  for (let folder = waiting.pop(); folder !== undefined && budget.entries > 0; folder = waiting.pop()) {
    const entries = await opendir(folder).catch(() => null);
    if (entries === null) continue;
    for await (const entry of entries) {
      budget.entries -= 1;
      if (budget.entries < 0) break;
      const at = join(folder, entry.name);
      if (entry.isDirectory() && (folder !== path || enters(entry.name))) waiting.push(at);
      // Windows counts no blocks.
      const { blocks, size } = await lstat(at).catch(() => ({ blocks: 0, size: 0 }));
      bytes += blocks === undefined ? size : blocks * 512;
    }
  }
  return bytes;
}
