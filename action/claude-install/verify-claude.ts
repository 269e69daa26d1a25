import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import lt from 'semver/functions/lt.js';
import { isExactVersion } from './exact-version.ts';
import { MINIMUM_VERSION, missingFlags } from './needed-flags.ts';
import { type RunResult, runBriefly } from './run-briefly.ts';
import { readVerification, writeVerification } from './verification-record.ts';

export interface VerifyOptions {
  readonly pathVariable: string;
  readonly tempDir: string;
  /** Where earlier verifications are recorded; empty to neither read nor write one. */
  readonly recordDir: string;
  readonly platform: NodeJS.Platform;
  readonly verifyTimeoutMs?: number;
  readonly signal: AbortSignal;
}

export type Verification =
  | { readonly kind: 'usable'; readonly version: string }
  /** `why` ends a sentence that begins with the path. */
  | { readonly kind: 'unusable'; readonly why: string };

/** `--version` answers in 9 ms and `--help` in 100 ms on two slow cores; a cold disk needs seconds for 377 MB. */
const defaultTimeoutMs = 20_000;

/**
 * Asks an executable for its version and its flags, both at once, without credentials and in an empty home, so that no
 * settings of the machine or of the checkout take part. The flags are not asked for again while the file stays the same.
 */
export async function verifyClaude(path: string, options: VerifyOptions): Promise<Verification> {
  const home = await mkdtemp(join(options.tempDir, 'claude-verify-'));
  try {
    const recorded = await readVerification(options.recordDir, path);
    const run = askFrom(home, path, options);
    const [version, help] = await Promise.all([
      run('--version').then(readVersion),
      recorded === null ? run('--help') : null,
    ]);
    if (version.kind === 'unusable') return version;
    if (help === null && recorded === version.version) return version;
    const flags = readFlags(help ?? (await run('--help')), version.version);
    if (flags.kind === 'usable') await writeVerification(options.recordDir, path, version.version);
    return flags;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function askFrom(home: string, path: string, options: VerifyOptions): (flag: string) => Promise<RunResult> {
  const env = {
    PATH: options.pathVariable,
    HOME: home,
    USERPROFILE: home,
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  };
  const { platform, signal, verifyTimeoutMs: timeoutMs = defaultTimeoutMs } = options;
  return (flag) => runBriefly(path, [flag], { cwd: home, env, platform, timeoutMs, signal });
}

function readVersion(result: RunResult): Verification {
  const fault = whyFailed(result, '--version');
  if (fault !== null) return { kind: 'unusable', why: fault };
  const output = result.kind === 'exited' ? result.stdout.trim() : '';
  const version = /^(\S+) \(Claude Code\)$/.exec(output)?.[1] ?? '';
  if (!isExactVersion(version))
    return {
      kind: 'unusable',
      why: `is not Claude Code: --version printed ${JSON.stringify(brief(output))}`,
    };
  if (lt(version, MINIMUM_VERSION))
    return { kind: 'unusable', why: `is Claude Code ${version}, older than ${MINIMUM_VERSION}` };
  return { kind: 'usable', version };
}

function readFlags(result: RunResult, version: string): Verification {
  const fault = whyFailed(result, '--help');
  if (fault !== null) return { kind: 'unusable', why: fault };
  const missing = missingFlags(result.kind === 'exited' ? result.stdout : '');
  if (missing.length === 0) return { kind: 'usable', version };
  return { kind: 'unusable', why: `is Claude Code ${version} without ${missing.join(', ')}` };
}

function whyFailed(result: RunResult, flag: string): string | null {
  if (result.kind === 'failed') return `${result.why} (${flag})`;
  if (result.code === 0) return null;
  const said = brief(result.stderr.trim() || result.stdout.trim());
  const how = result.code === null ? 'was killed' : `exited with ${result.code}`;
  return `${how} when asked for ${flag}${said === '' ? '' : `: ${said}`}`;
}

/** One short line without control characters, fit for a log. */
function brief(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 200);
}
