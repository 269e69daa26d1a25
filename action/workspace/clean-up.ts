import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanCache, cleanDownloads } from './claude-cache.ts';
import { holdNames } from './hold.ts';
import { type KeptFiles, noLongerKept } from './kept-files.ts';
import type { Places } from './places.ts';
import type { NotRemoved } from './remove-folders.ts';
import { removeFoldersIn, removeWhole } from './remove-whole.ts';
import { foldersOf, runsIn } from './runs.ts';
import { socketFolderName } from './socket-folder.ts';

export interface CleanUp {
  readonly places: Places;
  readonly nowMs: number;
  readonly signal: AbortSignal;
  /** Ends what a run's Claude started and nobody else ended. */
  readonly endProcesses: (runId: string) => Promise<unknown>;
}

/**
 * Removes what earlier runs left that did not come to their end, and keeps journals, reports and results for a week. Never rejects; answers what could
 * not be removed. One thing that resists keeps no other from being removed.
 */
export async function cleanUp({
  places,
  nowMs,
  signal,
  endProcesses,
}: CleanUp): Promise<readonly NotRemoved[]> {
  const left: NotRemoved[] = [];
  const attempt = async (path: string, step: () => Promise<readonly NotRemoved[]>): Promise<void> => {
    if (signal.aborted) return;
    try {
      left.push(...(await step()));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') left.push({ path, why: code ?? message });
    }
  };
  const kept: KeptFiles[] = [];
  for (const { dir, runId, state } of await runsIn(places.runsDir, nowMs)) {
    if (state === 'held') continue;
    await attempt(dir, async () => {
      const { hasFolders, ...files } = await survey(dir);
      kept.push(files);
      if (!hasFolders) return [];
      await endProcesses(runId);
      return removeFoldersIn(dir, { signal, atOnce: beside });
    });
  }
  for (const dir of noLongerKept(kept, nowMs)) await attempt(dir, async () => removeWhole(dir, signal));
  for (const { dir, state } of await foldersOf(places.socketsDir, socketFolderName, nowMs))
    if (state === 'left') await attempt(dir, async () => removeWhole(dir, signal));
  for (const dir of places.cacheDirs) await attempt(dir, async () => cleanCache({ dir, nowMs, signal }));
  await attempt(places.tempDir, async () => cleanDownloads(places.tempDir, nowMs).then(() => []));
  return left;
}

/** Calls of the file system at once. There are four threads for them, and the run that goes on beside needs some. */
const beside = 2;

async function survey(dir: string): Promise<KeptFiles & { readonly hasFolders: boolean }> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const files = await Promise.all(
    names.filter((name) => !holdNames.includes(name)).map(async (name) => lstat(join(dir, name))),
  );
  return {
    dir,
    hasFolders: entries.some((entry) => entry.isDirectory()),
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    touchedMs: Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs)),
  };
}
