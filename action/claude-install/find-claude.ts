import { resolve } from 'node:path';
import lt from 'semver/functions/lt.js';
import { cachePlaces, recordDirectory } from './cache-places.ts';
import { CliMissingError, installYourself } from './cli-missing-error.ts';
import { isExactVersion } from './exact-version.ts';
import { executablesInPath, whyNotExecutable } from './executables.ts';
import { MINIMUM_VERSION } from './needed-flags.ts';
import { PINNED_VERSION } from './pinned-version.ts';
import { detectLibc, executableName, type PlatformPackage, platformPackage } from './platform-package.ts';
import { type Verification, verifyClaude } from './verify-claude.ts';

export interface FoundClaude {
  readonly path: string;
  readonly version: string;
  readonly source: 'input' | 'path' | 'tool-cache' | 'installed';
}

export interface FindClaudeOptions {
  /** Empty: not given. A relative one is taken from the workspace. */
  readonly claudePath: string;
  /** An exact version; empty: the pinned one. */
  readonly claudeVersion: string;
  readonly pathVariable: string;
  /** What a pull request may have filled; no executable in it is used unless `claudePath` names it. Empty: none. */
  readonly workspaceDir: string;
  /** Empty: nothing outlives the job. */
  readonly toolCacheDir: string;
  readonly tempDir: string;
  readonly registry: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  /** Waits before the second and third try of a request. */
  readonly retryDelaysMs?: readonly number[];
  /** How long an executable may take to tell its version or its flags. */
  readonly verifyTimeoutMs?: number;
}

/**
 * Claude Code, verified to run and to have what we need: the one that `claudePath` names and no other; else the first usable one in PATH
 * (110 ms; 15 ms when it was verified before), in the tool cache, or from the registry.
 * Throws CliMissingError; when aborted, the signal's reason.
 */
export async function findClaude(options: FindClaudeOptions): Promise<FoundClaude> {
  try {
    if (options.claudePath !== '') return await useGiven(options);
    const { found, rejected } = await findInPath(options);
    return found ?? (await findPinned(options).catch((error: unknown) => alsoNaming(rejected, error)));
  } catch (error) {
    options.signal.throwIfAborted();
    throw error;
  }
}

async function useGiven(options: FindClaudeOptions): Promise<FoundClaude> {
  const path = resolve(options.workspaceDir, options.claudePath);
  const why = await whyNotExecutable(path);
  const verification: Verification = why === null ? await verify(path, options) : { kind: 'unusable', why };
  if (verification.kind === 'usable') return { path, version: verification.version, source: 'input' };
  throw new CliMissingError(
    `claude-path: ${path} ${verification.why}`,
    `Set \`claude-path\` to an executable Claude Code ${MINIMUM_VERSION} or newer, or leave it out to have ${PINNED_VERSION} installed`,
  );
}

interface PathResult {
  readonly found: FoundClaude | null;
  readonly rejected: readonly string[];
}

async function findInPath(options: FindClaudeOptions): Promise<PathResult> {
  const name = executableName(options.platform);
  const rejected: string[] = [];
  for (const path of await executablesInPath({ ...options, name })) {
    const verification = await verify(path, options);
    if (verification.kind === 'usable')
      return { found: { path, version: verification.version, source: 'path' }, rejected };
    // Whatever else is on the machine must not break the job: the version that we can bring ourselves works.
    options.log(`Not using ${path}: it ${verification.why}`);
    rejected.push(`${path} ${verification.why}`);
  }
  return { found: null, rejected };
}

/** Whoever has a claude in PATH will wonder why it was not used. */
function alsoNaming(rejected: readonly string[], error: unknown): never {
  if (!(error instanceof CliMissingError) || rejected.length === 0) throw error;
  throw new CliMissingError(`${error.message} Found in PATH, but ${rejected.join('; ')}`, error.remedy, {
    cause: error,
  });
}

async function findPinned(options: FindClaudeOptions): Promise<FoundClaude> {
  const { registry, tempDir, signal, log, retryDelaysMs = [500, 2000] } = options;
  const version = wantedVersion(options.claudeVersion);
  const wanted = packageFor(options);
  const targets = cachePlaces(wanted, version, options);

  for (const path of targets) {
    if ((await whyNotExecutable(path)) !== null) continue;
    const verification = mustBe(version, await verify(path, options));
    if (verification.kind === 'usable') return { path, version, source: 'tool-cache' };
    log(`Not using ${path}: it ${verification.why}`);
  }
  // Seldom needed, so it stays out of the bundle's entry chunk.
  const { installClaude } = await import('./install-claude.ts');
  const path = await installClaude({
    platformPackage: wanted,
    version,
    registry,
    targets,
    tempDir,
    retryDelaysMs,
    // The staged file goes by another name soon: nothing to remember about it.
    verify: async (staged) => mustBe(version, await verify(staged, options, '')),
    signal,
    log,
  });
  return { path, version, source: 'installed' };
}

function verify(
  path: string,
  options: FindClaudeOptions,
  recordDir = recordDirectory(options.toolCacheDir),
): Promise<Verification> {
  return verifyClaude(path, { ...options, recordDir });
}

/** A usable CLI of another version in a version's folder is a broken cache, not a find. */
function mustBe(version: string, verification: Verification): Verification {
  if (verification.kind === 'unusable' || verification.version === version) return verification;
  return { kind: 'unusable', why: `is Claude Code ${verification.version}, not ${version}` };
}

function wantedVersion(claudeVersion: string): string {
  const version = claudeVersion === '' ? PINNED_VERSION : claudeVersion;
  const remedy = `Set \`claude-version\` to an exact version from ${MINIMUM_VERSION} on, or leave it out for ${PINNED_VERSION}`;
  // It becomes part of a path and of an address.
  if (!isExactVersion(version))
    throw new CliMissingError(`claude-version: ${JSON.stringify(version)} is not an exact version`, remedy);
  if (lt(version, MINIMUM_VERSION))
    throw new CliMissingError(`claude-version: ${version} is older than ${MINIMUM_VERSION}`, remedy);
  return version;
}

function packageFor({ platform, arch }: FindClaudeOptions): PlatformPackage {
  const wanted = platformPackage(platform, arch, detectLibc(platform));
  if (wanted !== null) return wanted;
  throw new CliMissingError(`Claude Code is not published for ${platform} on ${arch}`, installYourself);
}
