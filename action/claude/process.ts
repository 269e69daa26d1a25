import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLineSplitter, type Line } from './lines.ts';

export interface ProcessOptions {
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Written to stdin, which is then closed: an open stdin keeps Claude waiting. */
  readonly input: string;
  readonly signal: AbortSignal;
  /** Called for each line in order; the stream waits while it works. */
  readonly onLine: (line: Line) => Promise<void> | void;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started at all. */
  readonly spawnError: Error | null;
  /** The end of stderr, at most 4,000 characters. */
  readonly stderr: string;
}

/** SIGINT lets Claude write its result with the cost; then it is asked less kindly, then not asked. */
const escalation: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 1500],
  ['SIGTERM', 1000],
  ['SIGKILL', 0],
];
/** A grandchild may hold the pipe open after Claude is gone: what arrives later is not Claude's. */
const drainMs = 500;

/** Runs a program in a process group of its own, and leaves none of that group alive when it returns. */
export async function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  const child = spawn(options.path, [...options.args], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = waitForExit(child);
  const stop = new AbortController();
  const stopped = stopOnAbort({ pid: child.pid, signal: options.signal, done: stop.signal });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  const stderr = keepTail(child.stderr);
  const reader = readLines(child.stdout, options.onLine);
  // Nobody would read on: the child must not wait for a reader until the time is up.
  reader.done.catch(() => killGroup(child.pid, 'SIGKILL'));

  const end = await exited;
  stop.abort();
  await stopped;
  killGroup(child.pid, 'SIGKILL');
  await drained(reader);
  child.stdout.destroy();
  child.stderr.destroy();
  await reader.done;
  return { ...end, stderr: stderr() };
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

async function waitForExit(child: Child): Promise<Omit<ProcessEnd, 'stderr'>> {
  const { promise, resolve } = Promise.withResolvers<Omit<ProcessEnd, 'stderr'>>();
  child.once('error', (spawnError) => resolve({ code: null, signal: null, spawnError }));
  child.once('exit', (code, signal) => resolve({ code, signal, spawnError: null }));
  return promise;
}

async function stopOnAbort({
  pid,
  signal,
  done,
}: {
  pid: number | undefined;
  signal: AbortSignal;
  done: AbortSignal;
}): Promise<void> {
  const either = AbortSignal.any([signal, done]);
  if (!either.aborted)
    await new Promise((resolve) => either.addEventListener('abort', resolve, { once: true }));
  for (const [name, graceMs] of escalation) {
    if (done.aborted) return;
    killGroup(pid, name);
    await sleep(graceMs, undefined, { signal: done }).catch(() => undefined);
  }
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty: nothing left to end.
  }
}

interface Reader {
  readonly done: Promise<void>;
  /** Since when it has been waiting for the child to say more; null while a line is worked on, however long that takes. */
  readonly waitingSince: () => number | null;
}

function readLines(stdout: Readable, onLine: ProcessOptions['onLine']): Reader {
  let waitingSince: number | null = performance.now();
  const read = async (): Promise<void> => {
    const splitter = createLineSplitter();
    try {
      for await (const chunk of stdout) {
        waitingSince = null;
        for (const line of splitter.push(chunk as Buffer)) await onLine(line);
        waitingSince = performance.now();
      }
    } catch (error) {
      // Destroyed by us once the process had ended; anything else is a fault of onLine.
      if (!stdout.destroyed || (error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE')
        throw error;
    }
    for (const line of splitter.end()) await onLine(line);
  };
  return { done: read(), waitingSince: () => waitingSince };
}

/** Resolves when all is read, or when nothing more has come for a while. */
async function drained({ done, waitingSince }: Reader): Promise<void> {
  const exitedAt = performance.now();
  let open = true;
  const closed = done.then(
    () => undefined,
    () => undefined,
  );
  void closed.then(() => {
    open = false;
  });
  while (open) {
    const since = waitingSince();
    if (since !== null && performance.now() - Math.max(since, exitedAt) >= drainMs) return;
    await Promise.race([closed, sleep(50)]);
  }
}

function keepTail(stream: Readable): () => string {
  let tail = '';
  stream.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-4000);
  });
  stream.on('error', () => undefined);
  return () => tail.trim();
}
