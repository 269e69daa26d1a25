import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What holds a command's processes together: its process group; a PID namespace, whose first process is a child of the
 * command's (`unshare`); or a sandbox, whose init takes orders by a pipe and which tells its first process by another.
 */
export type Containment = 'group' | 'namespace' | 'sandbox';

/** Descriptors 3 and 4 of a sandboxed command: orders to its init, and what bubblewrap says of it. */
export interface SandboxPipes {
  readonly orders: Writable;
  readonly info: Readable;
}

export interface Contained {
  /** Passes a signal to Claude and to what it started in its group. */
  readonly tell: (signal: NodeJS.Signals) => void;
  /** Resolves when nothing of it lives, whether or not the command itself has ended; a process that left a mere group is not covered. */
  readonly end: () => Promise<void>;
}

/** How long the kernel may take to end a namespace: milliseconds, unless a process hangs in it. */
const patienceMs = 2000;

export function contain(
  pid: number | undefined,
  containment: Containment,
  pipes: SandboxPipes | null,
): Contained {
  const firstInSandbox = pipes === null ? null : readFirstProcess(pipes.info);
  // A closed pipe means that the init has ended, which is what an order is for.
  pipes?.orders.on('error', () => undefined);
  const first = (): number | null => {
    if (firstInSandbox !== null) return firstInSandbox();
    return containment === 'namespace' ? firstChild(pid) : null;
  };

  return {
    tell: (signal) => {
      // bubblewrap forwards nothing: a signal to it would end Claude before its result is written.
      if (pipes !== null && signal !== 'SIGKILL') pipes.orders.write(`${signal}\n`);
      else kill(pid === undefined ? null : -pid, signal);
    },
    end: async () => {
      const namespace = first();
      // `unshare` and bubblewrap see to this when they are killed; a setuid bubblewrap may not be told.
      kill(namespace, 'SIGKILL');
      kill(pid === undefined ? null : -pid, 'SIGKILL');
      if (namespace !== null) await gone(namespace);
    },
  };
}

/** bubblewrap's `--info-fd`: a JSON object, written before anything starts. */
function readFirstProcess(info: Readable): () => number | null {
  let text = '';
  info.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('latin1')).slice(0, 4000);
  });
  info.on('error', () => undefined);
  return () => {
    const found = /"child-pid"\s*:\s*(\d+)/.exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
}

function firstChild(pid: number | undefined): number | null {
  if (pid === undefined) return null;
  const child = Number.parseInt(readOr(`/proc/${pid}/task/${pid}/children`), 10);
  return Number.isNaN(child) ? null : child;
}

/** The kernel ends all others of a namespace before its first process counts as ended. */
async function gone(pid: number): Promise<void> {
  const until = performance.now() + patienceMs;
  while (isAlive(pid) && performance.now() < until) await sleep(2);
}

function isAlive(pid: number): boolean {
  const state = /\) (\w)/.exec(readOr(`/proc/${pid}/stat`))?.[1];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** A negative pid is a group, as for kill(2). */
function kill(pid: number | null, signal: NodeJS.Signals): void {
  if (pid === null) return;
  try {
    process.kill(pid, signal);
  } catch {
    // Nothing left to end.
  }
}
