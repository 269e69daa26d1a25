import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { holdFolder } from './hold.ts';

export interface RunFolder {
  readonly runId: string;
  readonly dir: string;
  /** Why it could not be made; null where it was. */
  readonly fault: Error | null;
}

export interface RunFolderToMake {
  readonly runsDir: string;
  /** Another one at each call. */
  readonly newRunId: () => string;
  /** When the run's time limit ends it. */
  readonly timeLimitAtMs: number;
}

/** As many as chance will never need; an id that comes again and again is a fault. */
const mostTries = 5;

/** A folder for one run and no other: one that is there already is never used. */
export async function makeRunFolder({
  runsDir,
  newRunId,
  timeLimitAtMs,
}: RunFolderToMake): Promise<RunFolder> {
  for (let tries = 1; ; tries++) {
    const runId = newRunId();
    const dir = join(runsDir, runId);
    try {
      await mkdir(runsDir, { recursive: true, mode: 0o700 });
      await mkdir(dir, { mode: 0o700 });
      await holdFolder(dir, timeLimitAtMs);
      return { runId, dir, fault: null };
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EEXIST';
      if (!isTaken || tries === mostTries) return { runId, dir, fault: error as Error };
    }
  }
}
