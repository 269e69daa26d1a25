import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Contained, type Containment, contain, type SandboxPipes } from './containment.ts';
import { leakedDescriptors } from './leaked-descriptors.ts';
import { createLineSplitter, type Line } from './lines.ts';

export interface ProcessOptions {
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What a launcher started the command in; a process group of its own when left out. */
  readonly containment?: Containment;
  /** A file that is handed on, open for reading, as the descriptor after those of the containment. */
  readonly inherits?: string | null;
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
  /** The end of stderr: more than is shown, since a key is recognised by its first line. */
  readonly stderr: string;
}

/** SIGINT lets Claude write its result with the cost; then it is asked less kindly, then not asked. */
const escalation: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 1500],
  ['SIGTERM', 1000],
  ['SIGKILL', 0],
];
const stderrChars = 65_536;
/** A grandchild may hold the pipe open after Claude is gone: what arrives later is not Claude's. */
const drainMs = 500;

/** Runs a program, and leaves nothing alive of what its containment holds when it returns. */
export async function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  const containment = options.containment ?? 'group';
  const child = start(options, containment);
  const contained = contain(child.process.pid, containment, child.pipes);
  const exited = waitForExit(child.process, containment);
  const stop = new AbortController();
  const stopped = stopOnAbort(contained, options.signal, stop.signal);
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  const stderr = keepTail(child.stderr);
  const reader = readLines(child.stdout, options.onLine);
  // Nobody would read on: the child must not wait for a reader until the time is up.
  reader.done.catch(() => contained.end());

  const end = await exited;
  stop.abort();
  await stopped;
  await contained.end();
  await drained(reader);
  child.stdout.destroy();
  child.stderr.destroy();
  child.pipes?.orders.destroy();
  child.pipes?.info.destroy();
  await reader.done;
  return { ...end, stderr: stderr() };
}

interface Child {
  readonly process: ChildProcess;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly pipes: SandboxPipes | null;
}

function start({ path, args, cwd, env, inherits = null }: ProcessOptions, containment: Containment): Child {
  const stdio: ('pipe' | 'ignore' | number)[] = Array<'pipe'>(containment === 'sandbox' ? 5 : 3).fill('pipe');
  const inherited = inherits === null ? null : openSync(inherits, 'r');
  if (inherited !== null) stdio.push(inherited);
  const leaked = leakedDescriptors(4);
  const nothing = leaked.length === 0 ? null : openSync('/dev/null', 'r');
  // 'ignore' would leave them as they are: from 3 on it means "not ours".
  if (nothing !== null)
    for (let fd = stdio.length; fd <= Math.max(...leaked); fd++)
      stdio.push(leaked.includes(fd) ? nothing : 'ignore');
  const process = spawn(path, [...args], { cwd, env, detached: true, stdio });
  for (const ours of [nothing, inherited]) if (ours !== null) closeSync(ours);
  const [stdin, stdout, stderr, orders, info] = process.stdio as [
    Writable,
    Readable,
    Readable,
    Writable?,
    Readable?,
  ];
  const pipes = containment === 'sandbox' && orders && info ? { orders, info } : null;
  return { process, stdin, stdout, stderr, pipes };
}

async function waitForExit(
  child: ChildProcess,
  containment: Containment,
): Promise<Omit<ProcessEnd, 'stderr'>> {
  const { promise, resolve } = Promise.withResolvers<Omit<ProcessEnd, 'stderr'>>();
  child.once('error', (spawnError) => resolve({ code: null, signal: null, spawnError }));
  child.once('exit', (code, signal) => {
    // What stands between us and Claude tells its signal the way a shell does.
    const inner = containment === 'group' ? null : signalOf(code);
    resolve({ code: inner === null ? code : null, signal: inner ?? signal, spawnError: null });
  });
  return promise;
}

function signalOf(code: number | null): NodeJS.Signals | null {
  const names = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  return names.find(([, number]) => code === 128 + number)?.[0] ?? null;
}

async function stopOnAbort(contained: Contained, signal: AbortSignal, done: AbortSignal): Promise<void> {
  const either = AbortSignal.any([signal, done]);
  if (!either.aborted)
    await new Promise((resolve) => either.addEventListener('abort', resolve, { once: true }));
  for (const [name, graceMs] of escalation) {
    if (done.aborted) return;
    if (name === 'SIGKILL') await contained.end();
    else contained.tell(name);
    await sleep(graceMs, undefined, { signal: done }).catch(() => undefined);
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
    tail = (tail + chunk.toString()).slice(-stderrChars);
  });
  stream.on('error', () => undefined);
  return () => tail.trim();
}
