import { spawn } from 'node:child_process';

export interface GitRun {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** Nothing of the machine's git configuration, hooks or prompts may change what our GitHub answers. */
export const isolatedGitEnv: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ATTR_NOSYSTEM: '1',
};

/** Runs git with an argument list and gives its standard output; a failure carries what git said. */
export async function runGit(run: GitRun): Promise<Buffer> {
  const child = spawn('git', [...run.args], {
    cwd: run.cwd,
    env: { ...isolatedGitEnv, ...run.env },
    stdio: 'pipe',
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => {}); // git may stop reading early; its exit code says whether that mattered
  child.stdin.end(run.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === 0) return Buffer.concat(out);
  throw new GitFailed(run.args, code, Buffer.concat(err).toString().trim());
}

export async function gitText(cwd: string, ...args: readonly string[]): Promise<string> {
  return (await runGit({ cwd, args })).toString().trim();
}

/** Null where git answers with a failure: an unknown revision, a missing path. */
export async function gitTextOrNull(cwd: string, ...args: readonly string[]): Promise<string | null> {
  try {
    return await gitText(cwd, ...args);
  } catch (error) {
    if (error instanceof GitFailed) return null;
    throw error;
  }
}

class GitFailed extends Error {
  readonly code = 'GIT_FAILED';
  readonly exitCode: number | null;
  constructor(args: readonly string[], exitCode: number | null, stderr: string) {
    super(`git ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
    this.exitCode = exitCode;
  }
}
