import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly platform: NodeJS.Platform;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type RunResult =
  | {
      readonly kind: 'exited';
      readonly code: number | null;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** Longer than any help text; a program that says more is not the one we look for. */
const maxOutputBytes = 1024 * 1024;

/** Runs a program that should answer at once, and leaves nothing of it behind. Rejects only when aborted. */
export async function runBriefly(
  path: string,
  args: readonly string[],
  options: RunOptions,
): Promise<RunResult> {
  options.signal.throwIfAborted();
  const result = await start(path, args, options);
  options.signal.throwIfAborted();
  return result;
}

function start(path: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { promise, resolve } = Promise.withResolvers<RunResult>();
  const child = spawn(path, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group, so that what a wrapper script started dies with it.
    detached: options.platform !== 'win32',
    windowsHide: true,
  });
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let bytes = 0;
  let failure: string | null = null;

  const stop = (why: string): void => {
    failure ??= why;
    killGroup(child.pid, options.platform);
    // A descendant that left the group could hold the pipes open for ever.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const abort = (): void => stop('was cancelled');
  const timer = setTimeout(
    () => stop(`gave no answer within ${options.timeoutMs / 1000} s`),
    options.timeoutMs,
  );
  options.signal.addEventListener('abort', abort, { once: true });
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxOutputBytes) stop('printed more than a megabyte');
      else output[name].push(chunk);
    });
  child.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= `cannot be started (${startFaults[error.code ?? ''] ?? error.code ?? error.message})`;
  });
  child.on('exit', () => {
    // What it left running goes too; it could hold the pipes open until the time is up.
    if (options.platform !== 'win32') killGroup(child.pid, options.platform);
  });
  child.on('close', (code) => {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', abort);
    const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
    if (failure !== null) resolve({ kind: 'failed', why: failure });
    else resolve({ kind: 'exited', code, stdout: text(output.stdout), stderr: text(output.stderr) });
  });
  return promise;
}

const startFaults: Readonly<Record<string, string>> = {
  // The file was seen a moment ago, so what is missing is what its first line or its ELF header names.
  ENOENT: 'its interpreter or C library is missing',
  ENOEXEC: 'it is made for another kind of machine',
  EACCES: 'permission denied',
};

function killGroup(pid: number | undefined, platform: NodeJS.Platform): void {
  if (pid === undefined) return;
  try {
    process.kill(platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
