import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type FindClaudeOptions,
  type FoundClaude,
  findClaude,
} from '../../../../action/claude-install/find-claude.ts';

export interface Machine {
  readonly dir: string;
  /** First in PATH. */
  readonly bin: string;
  readonly workspace: string;
  readonly toolCache: string;
  readonly temp: string;
  readonly log: string[];
  readonly find: (options?: Partial<FindClaudeOptions>) => Promise<FoundClaude>;
  /** Executables named `claude` under the tool cache and the job's folder, and whatever an install left behind. */
  readonly kept: () => Promise<readonly string[]>;
}

/** A runner with an empty tool cache and no Claude Code; unless told otherwise, with no registry in reach either. */
export async function machine(): Promise<Machine> {
  const dir = await mkdtemp(join(tmpdir(), 'claude-install-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const [bin, workspace, toolCache, temp] = ['bin', 'workspace', 'tool-cache', 'temp'].map((name) =>
    join(dir, name),
  ) as [string, string, string, string];
  await Promise.all([bin, workspace, toolCache, temp].map((folder) => mkdir(folder)));
  const log: string[] = [];
  const find: Machine['find'] = (options) =>
    findClaude({
      claudePath: '',
      claudeVersion: '2.1.400',
      pathVariable: `${bin}:/usr/bin:/bin`,
      workspaceDir: workspace,
      toolCacheDir: toolCache,
      tempDir: temp,
      registry: 'http://127.0.0.1:9',
      platform: process.platform,
      arch: process.arch,
      signal: new AbortController().signal,
      log: (line) => log.push(line),
      retryDelaysMs: [1, 1],
      ...options,
    });
  const kept = async (): Promise<readonly string[]> => {
    const entries = await Promise.all(
      [toolCache, temp].map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
    );
    const files = entries.flat().filter((entry) => !entry.isDirectory());
    return files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('/verified/'));
  };
  return { dir, bin, workspace, toolCache, temp, log, find, kept };
}
