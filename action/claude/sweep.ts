import { readdir, readFile } from 'node:fs/promises';

/** In the environment of Claude and, by inheritance, of all that it starts. */
export const runMarker = 'CLAUDE_ORCHESTRATOR_RUN_ID';

/**
 * Ends every process that carries this run's marker, wherever it moved: a grandchild that left the process group is
 * still found. Linux only (/proc); one that also cleared its environment is not found.
 * Returns how many were ended.
 */
export async function sweep(runId: string): Promise<number> {
  let ended = 0;
  // A process may start another between the look and the kill: look until nothing is left.
  for (let pass = 0; pass < 5; pass++) {
    const pids = await findMarked(runId);
    if (pids.length === 0) break;
    ended += pids.filter(kill).length;
  }
  return ended;
}

async function findMarked(runId: string): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  const mark = Buffer.from(`${runMarker}=${runId}\0`);
  const found = await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map(async (name) => {
        const environ = await readFile(`/proc/${name}/environ`).catch(() => null);
        return environ?.includes(mark) === true ? [Number(name)] : [];
      }),
  );
  return found.flat();
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
    return false;
  }
}
