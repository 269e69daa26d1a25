import { spawn } from 'node:child_process';

export interface GitOptions {
  readonly gitDir: string;
  readonly workTree?: string;
  readonly input?: string;
  /** Configuration for this call alone, passed through the environment so that no secret reaches argv or the disk. */
  readonly config?: Readonly<Record<string, string>>;
  readonly maxBytes?: number;
  readonly env: Readonly<Record<string, string>>;
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

/** Nothing that a repository or a machine configures may run a program, ask a question or reach another protocol. */
const fixedConfig: Readonly<Record<string, string>> = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.attributesFile': '/dev/null',
  'core.autocrlf': 'false',
  // A symlink becomes a plain file that holds its target: nothing in the tree can point outside it.
  'core.symlinks': 'false',
  'core.quotePath': 'false',
  'protocol.allow': 'never',
  'protocol.http.allow': 'always',
  'protocol.https.allow': 'always',
  'safe.directory': '*',
  'gc.auto': '0',
  'maintenance.auto': 'false',
};

/** Runs git with an argument list and gives its output. Bytes in, bytes out: names and diffs need not be UTF-8. */
export async function git(args: readonly string[], options: GitOptions): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const child = spawn('git', [...args], {
    env: gitEnvironment(options),
    // A group of its own: git's helpers (git-remote-http) would outlive it, hold its pipes, and have the token in their environment.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.workTree === undefined ? {} : { cwd: options.workTree }),
  });
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

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty: it had ended already.
  }
}

function gitEnvironment({ gitDir, workTree, config, env }: GitOptions): Record<string, string> {
  const entries = Object.entries({ ...fixedConfig, ...config });
  return {
    ...env,
    GIT_DIR: gitDir,
    ...(workTree === undefined ? {} : { GIT_WORK_TREE: workTree }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_LITERAL_PATHSPECS: '1',
    HOME: gitDir,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_COUNT: String(entries.length),
    ...Object.fromEntries(
      entries.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}
