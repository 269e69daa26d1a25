import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type GitSurroundings, gitEnvironment } from './git-environment.ts';

export interface GitOptions extends GitSurroundings {
  /** The git to start: a full path, so that none from a checkout can take its place. */
  readonly executable: string;
  readonly input?: string;
  readonly maxBytes?: number;
  readonly signal: AbortSignal;
}

/** Thrown when git cannot start, exits non-zero, or says more than `maxBytes`. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly overflow: boolean;
  constructor(message: string, options: { readonly overflow?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.overflow = options.overflow ?? false;
  }
}

/** Starts git with an argument list; what it says and how it ends is the caller's. */
export function spawnGit(args: readonly string[], options: GitOptions): ChildProcessWithoutNullStreams {
  return spawn(options.executable, [...args], {
    env: gitEnvironment(options),
    // A group of its own: git's helpers (git-remote-http) would outlive it, hold its pipes, and have the token in their environment.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Never the job's folder: git takes attributes from where it works.
    cwd: options.workTree ?? options.gitDir,
  });
}

/** Runs git with an argument list and gives its output. Bytes in, bytes out: names and diffs need not be UTF-8. */
export async function git(args: readonly string[], options: GitOptions): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const child = spawnGit(args, options);
  const end = (): void => {
    endGroup(child.pid);
    for (const pipe of [child.stdout, child.stderr, child.stdin]) pipe.destroy();
  };
  const abort = (): void => {
    end();
    reject(new GitError(`git ${args[0]} was stopped`, { cause: options.signal.reason }));
  };
  if (options.signal.aborted) abort();
  options.signal.addEventListener('abort', abort, { once: true });
  const chunks: Buffer[] = [];
  const maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
  let bytes = 0;
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) end();
    else chunks.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  child.on('error', (cause) =>
    reject(new GitError(`git ${args[0]} did not run: ${cause.message}`, { cause })),
  );
  child.on('close', (code) => {
    options.signal.removeEventListener('abort', abort);
    if (bytes > maxBytes)
      reject(new GitError(`git ${args[0]} said more than ${maxBytes} bytes`, { overflow: true }));
    else if (code === 0) resolve(Buffer.concat(chunks));
    else reject(new GitError(`git ${args[0]} failed (${code}): ${complaint.trim().slice(-500)}`));
  });
  return promise;
}

/** Ends a process of git with all that it started. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty: it had ended already.
  }
}
