import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FolderState, stateOf } from './hold.ts';

/** `<workflow run>-<attempt>-<chance>` */
const runIdPattern = /^\d+-\d+-[\da-f]{8}$/;

export interface RunOnDisk {
  readonly runId: string;
  readonly dir: string;
  readonly state: Exclude<FolderState, 'foreign'>;
}

/** The runs that have a folder here. A folder that cannot be shown to be ours is not among them, nor is any behind a link. */
export async function runsIn(runsDir: string, nowMs: number): Promise<readonly RunOnDisk[]> {
  const stats = await lstat(runsDir).catch(() => null);
  if (stats === null || !stats.isDirectory()) return [];
  return foldersOf(runsDir, runIdPattern, nowMs);
}

/** Folders that have such a name and are ours. */
export async function foldersOf(
  parent: string,
  pattern: RegExp,
  nowMs: number,
): Promise<readonly RunOnDisk[]> {
  const names = await readdir(parent).catch(() => []);
  const found: RunOnDisk[] = [];
  for (const runId of names.filter((name) => pattern.test(name))) {
    const dir = join(parent, runId);
    const state = await stateOf(dir, nowMs);
    if (state !== 'foreign') found.push({ runId, dir, state });
  }
  return found;
}
