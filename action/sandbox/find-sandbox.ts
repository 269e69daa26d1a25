import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { executablesInPath } from '../claude-install/executables.ts';
import { type RunResult, runBriefly } from '../claude-install/run-briefly.ts';
import { callFilter } from './call-filter.ts';
import { type BubblewrapAbilities, isolation } from './isolation.ts';
import { procFiles } from './machine.ts';
import { limited } from './memory-limits.ts';
import { findObstacle, howToInstall, type Obstacle } from './obstacle.ts';

export type SandboxSearchResult =
  | UsableSandbox
  | { readonly kind: 'missing'; readonly why: string; readonly remedy: string }
  | ({ readonly kind: 'forbidden' } & Obstacle);

export interface UsableSandbox extends BubblewrapAbilities {
  readonly kind: 'usable';
  readonly path: string;
  readonly version: string;
}

export interface SandboxSearch {
  readonly pathVariable: string;
  /** A bwrap in here may be a pull request's. */
  readonly workspaceDir: string;
  readonly platform: NodeJS.Platform;
  readonly signal: AbortSignal;
}

/** Is bubblewrap there, and does the kernel let it work? Tried with the very namespaces that a run needs, in some 25 ms. */
export async function findSandbox(search: SandboxSearch): Promise<SandboxSearchResult> {
  if (search.platform !== 'linux') return elsewhere(search.platform);
  const [path] = await executablesInPath({ ...search, name: 'bwrap' });
  if (path === undefined) {
    const why = 'bubblewrap (`bwrap`) is not installed on this runner';
    return { kind: 'missing', why, remedy: await howToInstall() };
  }
  const filter = await temporaryFilter();
  try {
    return await tryOut(path, filter, search);
  } finally {
    if (filter !== null) await rm(dirname(filter), { recursive: true, force: true });
  }
}

async function tryOut(
  path: string,
  filter: string | null,
  search: SandboxSearch,
): Promise<SandboxSearchResult> {
  let able: BubblewrapAbilities = {
    canDisableUserns: true,
    canLimitSize: true,
    canFilterCalls: filter !== null,
  };
  for (;;) {
    const result = await attempt(path, { able, filter, search });
    if (isSuccess(result)) return { kind: 'usable', path, version: versionOf(result), ...able };
    const without = withoutRefused(able, saidBy(result));
    if (without === null) return { kind: 'forbidden', ...(await findObstacle(saidBy(result))) };
    able = without;
  }
}

function elsewhere(platform: string): SandboxSearchResult {
  return {
    kind: 'missing',
    why: `The sandbox is bubblewrap, which exists for Linux only; this runner is ${platform}`,
    remedy: 'Run the job on Linux (`runs-on: ubuntu-latest`), or set `sandbox: off` to go without',
  };
}

interface Attempt {
  readonly able: BubblewrapAbilities;
  /** Where the filter of calls lies; null where there is none for this machine. */
  readonly filter: string | null;
  readonly search: SandboxSearch;
}

async function attempt(path: string, { able, filter, search }: Attempt): Promise<RunResult> {
  const all = ['--ro-bind', '/', '/', ...isolation(able, await procFiles())];
  const args = able.canLimitSize ? limited(all) : all;
  const command = ['--', path, '--version'];
  if (filter === null || !able.canFilterCalls) return run(path, [...args, ...command], search);
  // A shell opens the file: what runs briefly inherits nothing.
  const shell = ['-c', 'exec "$@" 5<"$0"', filter, path];
  return run('/bin/sh', [...shell, ...args, '--seccomp', '5', ...command], search);
}

async function temporaryFilter(): Promise<string | null> {
  const filter = callFilter({ arch: process.arch, mayTrace: false });
  if (filter === null) return null;
  const path = join(await mkdtemp(join(tmpdir(), 'co-')), 'calls.bpf');
  await writeFile(path, filter);
  return path;
}

const refusals: readonly (readonly [keyof BubblewrapAbilities, RegExp])[] = [
  ['canDisableUserns', /unknown option --(disable|assert)-userns/i],
  ['canLimitSize', /unknown option --size/i],
  // "prctl(PR_SET_SECCOMP)": a kernel built without, or a machine that is emulated.
  ['canFilterCalls', /seccomp/i],
];

/** What is left once the ability is given up that bubblewrap or the kernel refuses; null where something else is wrong. */
function withoutRefused(able: BubblewrapAbilities, said: string): BubblewrapAbilities | null {
  const refused = refusals.find(([ability, pattern]) => able[ability] && pattern.test(said));
  return refused === undefined ? null : { ...able, [refused[0]]: false };
}

function run(path: string, args: readonly string[], { platform, signal }: SandboxSearch): Promise<RunResult> {
  return runBriefly(path, args, { cwd: tmpdir(), env: {}, platform, timeoutMs: 5000, signal });
}

const isSuccess = (result: RunResult): boolean => result.kind === 'exited' && result.code === 0;

function saidBy(result: RunResult): string {
  return result.kind === 'failed' ? `it ${result.why}` : result.stderr.trim().slice(0, 300);
}

function versionOf(result: RunResult): string {
  return (result.kind === 'exited' && /\d+\.\d+\.\d+/.exec(result.stdout)?.[0]) || 'unknown';
}
