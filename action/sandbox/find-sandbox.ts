import { tmpdir } from 'node:os';
import { executablesInPath } from '../claude-install/executables.ts';
import { type RunResult, runBriefly } from '../claude-install/run-briefly.ts';
import { isolation } from './isolation.ts';
import { procFiles } from './machine.ts';
import { findObstacle, type Obstacle } from './obstacle.ts';

export type SandboxSearchResult =
  | UsableSandbox
  | { readonly kind: 'missing'; readonly why: string; readonly remedy: string }
  | ({ readonly kind: 'forbidden' } & Obstacle);

export interface UsableSandbox {
  readonly kind: 'usable';
  readonly path: string;
  readonly version: string;
  readonly canDisableUserns: boolean;
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
  if (search.platform !== 'linux') return missing.elsewhere(search.platform);
  const [path] = await executablesInPath({ ...search, name: 'bwrap' });
  if (path === undefined) return missing.here;
  const first = await attempt(path, true, search);
  const canDisableUserns = !refusesOption(first);
  const result = canDisableUserns ? first : await attempt(path, false, search);
  if (isSuccess(result)) return { kind: 'usable', path, version: versionOf(result), canDisableUserns };
  return { kind: 'forbidden', ...(await findObstacle(saidBy(result))) };
}

const missing = {
  elsewhere: (platform: string) =>
    ({
      kind: 'missing',
      why: `The sandbox is bubblewrap, which exists for Linux only; this runner is ${platform}`,
      remedy: 'Run the job on Linux (`runs-on: ubuntu-latest`), or set `sandbox: off` to go without',
    }) as const,
  here: {
    kind: 'missing',
    why: 'bubblewrap (`bwrap`) is not installed on this runner',
    remedy: 'Add a step before this one: `run: sudo apt-get update && sudo apt-get install -y bubblewrap`',
  } as const,
};

async function attempt(path: string, canDisableUserns: boolean, search: SandboxSearch): Promise<RunResult> {
  const args = [
    '--ro-bind',
    '/',
    '/',
    ...isolation({ canDisableUserns }, await procFiles()),
    '--',
    path,
    '--version',
  ];
  return run(path, args, search);
}

function run(path: string, args: readonly string[], { platform, signal }: SandboxSearch): Promise<RunResult> {
  return runBriefly(path, args, { cwd: tmpdir(), env: {}, platform, timeoutMs: 5000, signal });
}

const isSuccess = (result: RunResult): boolean => result.kind === 'exited' && result.code === 0;

function refusesOption(result: RunResult): boolean {
  return result.kind === 'exited' && /unknown option --(disable|assert)-userns/i.test(result.stderr);
}

function saidBy(result: RunResult): string {
  return result.kind === 'failed' ? `it ${result.why}` : result.stderr.trim().slice(0, 300);
}

function versionOf(result: RunResult): string {
  return (result.kind === 'exited' && /\d+\.\d+\.\d+/.exec(result.stdout)?.[0]) || 'unknown';
}
