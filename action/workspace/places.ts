import { join } from 'node:path';

/** Where runs of this action leave something on a machine. */
export interface Places {
  /** RUNNER_TEMP. */
  readonly tempDir: string;
  /** One folder for each run. */
  readonly runsDir: string;
  /** Where the folders of sockets are made. */
  readonly socketsDir: string;
  /** Installed versions of Claude Code. */
  readonly cacheDirs: readonly string[];
}

export interface RunnerFolders {
  /** RUNNER_TEMP; empty where the runner names none. */
  readonly tempDir: string;
  /** RUNNER_TOOL_CACHE; empty where the runner names none. */
  readonly toolCacheDir: string;
}

/** `systemTempDir` is the machine's own folder for temporary files. */
export function placesOf(runner: RunnerFolders, systemTempDir: string): Places {
  const tempDir = runner.tempDir || systemTempDir;
  return {
    tempDir,
    runsDir: join(tempDir, 'claude-orchestrator'),
    socketsDir: systemTempDir,
    cacheDirs: [runner.toolCacheDir, tempDir]
      .filter((root) => root !== '')
      .map((root) => join(root, 'claude-code')),
  };
}
