import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs git in a folder without hooks, and without refreshing the index behind its owner's back. Rejects with what git said. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const quiet = [
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.quotePath=false',
  ];
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...inherited } = process.env;
  const env = { ...inherited, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
  const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await run('git', [...quiet, ...args], options);
  return stdout.trim();
}

/** Null where git refuses. */
export async function gitOrNull(folder: string, ...args: readonly string[]): Promise<string | null> {
  return git(folder, ...args).catch(() => null);
}
