import { join } from 'node:path';
import type { PlatformPackage } from './platform-package.ts';

export interface CacheOptions {
  readonly platform: NodeJS.Platform;
  readonly toolCacheDir: string;
  readonly tempDir: string;
}

/**
 * Where the executable of a version is kept, best first: in the tool cache, in that cache's own layout (`<tool>/<version>/<arch>`),
 * so that a runner's image can be prepared with it; then in a folder of this job, for runners whose tool cache is absent or read-only.
 * @actions/tool-cache is not used: it deletes and copies in place, under the feet of a job that runs the executable.
 */
export function cachePlaces(
  wanted: PlatformPackage,
  version: string,
  { platform, toolCacheDir, tempDir }: CacheOptions,
): readonly string[] {
  // Not `x64` alone: jobs in an Alpine container share the tool cache of their host.
  const arch = wanted.key.slice(platform.length + 1);
  return [toolCacheDir, tempDir]
    .filter((root) => root !== '')
    .map((root) => join(root, 'claude-code', version, arch, wanted.binary));
}

/** Where it is remembered which executables were verified; empty without a tool cache. */
export function recordDirectory(toolCacheDir: string): string {
  return toolCacheDir === '' ? '' : join(toolCacheDir, 'claude-code', 'verified');
}
