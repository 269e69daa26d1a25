import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { holdFolder } from './hold.ts';
import { removeWhole } from './remove-whole.ts';

/** What `makeSocketFolder` calls them, below the machine's folder for temporary files. */
export const socketFolderName = /^co-[A-Za-z0-9]{6}$/;

export interface SocketFolder {
  readonly dir: string;
  readonly remove: () => Promise<void>;
}

/** A folder with a short path: that of a socket may have 107 bytes at most, and a run's folder has more. */
export async function makeSocketFolder(tempDir: string, timeLimitAtMs: number): Promise<SocketFolder> {
  const dir = await mkdtemp(join(tempDir, 'co-'));
  const hold = await holdFolder(dir, timeLimitAtMs);
  return {
    dir,
    remove: async () => {
      await hold.release();
      await removeWhole(dir, new AbortController().signal);
    },
  };
}
