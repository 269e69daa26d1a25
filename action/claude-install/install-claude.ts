import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliMissingError, installYourself, orInstallYourself } from './cli-missing-error.ts';
import { downloadVerified } from './download.ts';
import { sha512Of } from './integrity.ts';
import { PINNED_VERSION, pinnedIntegrity } from './pinned-version.ts';
import type { PlatformPackage } from './platform-package.ts';
import { type Dist, publishedDist, registryUrl } from './registry.ts';
import { retrying, TransientError } from './retry.ts';
import { unpackBinary } from './unpack-binary.ts';
import type { Verification } from './verify-claude.ts';

export interface InstallOptions {
  readonly platformPackage: PlatformPackage;
  readonly version: string;
  readonly registry: string;
  /** Where the executable may go, best first. */
  readonly targets: readonly string[];
  readonly tempDir: string;
  readonly retryDelaysMs: readonly number[];
  readonly verify: (path: string) => Promise<Verification>;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/**
 * Brings one version from the registry to the first target that can be written, and answers which. Its hash is checked before it is
 * unpacked, and what was unpacked is verified before it takes its place, by a rename: jobs that install at the same time
 * each put a whole file there, and one that is being run is never written to.
 */
export async function installClaude(options: InstallOptions): Promise<string> {
  const { version, tempDir, signal } = options;
  const registry = registryUrl(options.registry);
  const scratch = await mkdtemp(join(tempDir, 'claude-install-'));
  try {
    const tarball = join(scratch, 'package.tgz');
    options.log(`Installing Claude Code ${version} from ${registry.host}`);
    await fetchTarball(registry, tarball, options);
    return await place(tarball, options);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CliMissingError) throw error;
    throw explained(error, registry, version);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function fetchTarball(registry: URL, file: string, options: InstallOptions): Promise<void> {
  const { platformPackage: wanted, version, signal } = options;
  const again = { delaysMs: options.retryDelaysMs, signal };
  const dist = await retrying(
    () =>
      publishedDist(registry, wanted.name, version, AbortSignal.any([signal, AbortSignal.timeout(30_000)])),
    again,
  );
  const url = URL.parse(dist.tarball);
  const sha512 = expectedSha512(dist, wanted.key, version);
  if (url === null || sha512 === null)
    throw new CliMissingError(
      `${registry.host} gives no ${url === null ? 'address' : 'sha512'} for ${wanted.name} ${version}; nothing is installed unchecked`,
      `Set \`claude-version\` to ${PINNED_VERSION}, whose hash the action knows, ${orInstallYourself}`,
    );
  await retrying(() => downloadVerified({ url, registry, file, sha512, signal }), again);
}

/** The registry is believed only about versions we do not know ourselves. */
function expectedSha512(dist: Dist, key: string, version: string): string | null {
  return sha512Of(version === PINNED_VERSION ? pinnedIntegrity[key] : dist.integrity);
}

async function place(tarball: string, options: InstallOptions): Promise<string> {
  const { platformPackage: wanted, version, signal } = options;
  const target = await firstWritable(options);
  // Beside its target: a rename is atomic only within one file system.
  const staged = join(dirname(target), `.${randomUUID()}-${wanted.binary}`);
  try {
    await unpackBinary({ tarball, entry: `package/${wanted.binary}`, target: staged, signal });
    const verification = await options.verify(staged);
    if (verification.kind === 'unusable')
      throw new CliMissingError(
        `The installed ${wanted.name} ${version} ${verification.why}`,
        version === PINNED_VERSION
          ? installYourself
          : `Set \`claude-version\` to ${PINNED_VERSION}, ${orInstallYourself}`,
      );
    await putInPlace(staged, target, options);
    return target;
  } finally {
    await rm(staged, { force: true });
  }
}

async function firstWritable({ targets, log }: InstallOptions): Promise<string> {
  let failure: unknown;
  for (const target of targets) {
    const directory = dirname(target);
    try {
      await mkdir(directory, { recursive: true });
      await rm(await mkdtemp(join(directory, '.probe-')), { recursive: true });
      return target;
    } catch (error) {
      failure = error;
      log(`Cannot write to ${directory}: ${(error as NodeJS.ErrnoException).code}`);
    }
  }
  throw failure;
}

/** Windows does not replace a program that is running: then another job's, if it is usable, is as good as ours. */
async function putInPlace(staged: string, target: string, options: InstallOptions): Promise<void> {
  try {
    await rename(staged, target);
  } catch (error) {
    if ((await options.verify(target)).kind === 'unusable') throw error;
  }
}

function explained(error: unknown, registry: URL, version: string): CliMissingError {
  if (error instanceof TransientError)
    return new CliMissingError(
      `Claude Code ${version} could not be downloaded: ${error.message}`,
      `Let the runner reach ${registry.host} (behind a proxy, set NODE_USE_ENV_PROXY to 1 in the job's env), ${orInstallYourself}`,
      { cause: error },
    );
  const message = error instanceof Error ? error.message : String(error);
  return new CliMissingError(
    `Claude Code ${version} could not be installed: ${message}`,
    `See that the runner's temporary and tool folders can be written and have 1 GB free, ${orInstallYourself}`,
    { cause: error },
  );
}
