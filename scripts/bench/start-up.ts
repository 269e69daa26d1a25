import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTempFolders, root, startAction } from '../../test/helpers/run-action.ts';
import { type BenchPullRequest, openBenchPullRequest } from './bench-pull-request.ts';
import { runPeer } from './peer.ts';
import { createStandIn, type StandIn } from './stand-in-cli.ts';
import { longestChain, type Spread, spreadOf } from './statistics.ts';

export interface StartUp {
  readonly name: string;
  readonly latencyMs: number;
  readonly execMs: Spread;
  readonly roundTrips: number;
  readonly requests: number;
}

interface Case {
  readonly name: string;
  readonly latencyMs: number;
  readonly checkout: boolean;
  readonly cli: 'stand-in' | 'real' | 'real, verified before';
  readonly sandbox: 'auto' | 'off';
}

const usual = { latencyMs: 0, checkout: true, cli: 'stand-in', sandbox: 'auto' } as const;
const cases: readonly Case[] = [
  { ...usual, name: 'checkout with both commits' },
  { ...usual, name: 'checkout with both commits, no sandbox', sandbox: 'off' },
  { ...usual, name: 'no checkout', checkout: false },
  { ...usual, name: 'checkout with both commits', latencyMs: 50 },
  { ...usual, name: 'no checkout', latencyMs: 50, checkout: false },
  { ...usual, name: 'checkout, the real CLI checked', cli: 'real' },
  { ...usual, name: 'checkout, the real CLI checked by an earlier job', cli: 'real, verified before' },
];

export interface StartUpOptions {
  readonly times: number;
  /** Another action: a command line that ends up starting the same stand-in; null for none. */
  readonly peer: { readonly command: string; readonly name: string } | null;
  readonly folder: string;
}

/** From the start of the action's process to the start of the CLI, on a pull request of ten files. */
export async function measureStartUp({ times, peer, folder }: StartUpOptions): Promise<readonly StartUp[]> {
  const standIns = await Promise.all([
    standInFor(folder, 'stand-in', null),
    standInFor(folder, 'real', join(root, 'node_modules', '.bin', 'claude')),
  ]);
  const results: StartUp[] = [];
  for (const latencyMs of [0, 50]) {
    const bench = await openBenchPullRequest(latencyMs, folder);
    try {
      for (const one of cases.filter((each) => each.latencyMs === latencyMs)) {
        const standIn = one.cli === 'stand-in' ? standIns[0] : standIns[1];
        const toolCache = await mkdtemp(join(folder, 'tool-cache-'));
        const run = async (): Promise<Start> => runOurs(bench, standIn, { ...one, toolCache });
        results.push(await repeat(one, { times, bench, run }));
      }
      if (peer !== null) {
        const run = async (): Promise<Start> => ({
          startedAtMs: await runPeer(peer.command, { bench, standIn: standIns[0], folder }),
          execAtMs: await standIns[0].takeStartMs(),
        });
        results.push(await repeat({ name: peer.name, latencyMs }, { times, bench, run }));
      }
    } finally {
      await bench.github.close();
    }
  }
  return results;
}

async function standInFor(folder: string, name: string, real: string | null): Promise<StandIn> {
  const own = join(folder, name);
  await mkdir(own);
  return createStandIn(own, real);
}

/** Milliseconds since the epoch. */
interface Start {
  readonly startedAtMs: number;
  readonly execAtMs: number;
}

interface Repetition {
  readonly times: number;
  readonly bench: BenchPullRequest;
  readonly run: () => Promise<Start>;
}

/** One more than asked for: the first warms the disk's cache and is not counted. */
async function repeat(
  { name, latencyMs }: Pick<Case, 'name' | 'latencyMs'>,
  { times, bench, run }: Repetition,
): Promise<StartUp> {
  const execMs: number[] = [];
  let roundTrips = 0;
  let requests = 0;
  for (let index = 0; index <= times; index++) {
    clearComments(bench);
    const { startedAtMs, execAtMs } = await run();
    if (index === 0) continue;
    execMs.push(execAtMs - startedAtMs);
    roundTrips = Math.max(roundTrips, longestChain(bench.github.requests, startedAtMs, execAtMs));
    requests = bench.github.requests.filter(({ endedAtMs }) => (endedAtMs ?? execAtMs) < execAtMs).length;
  }
  return { name, latencyMs, execMs: spreadOf(execMs), roundTrips, requests };
}

/** Every run is the first on its pull request. */
function clearComments({ github, pull }: BenchPullRequest): void {
  pull.issueComments.length = 0;
  pull.reviewRecords.length = 0;
  pull.threads.length = 0;
  github.requests.length = 0;
}

async function runOurs(
  { github, pull, checkout }: BenchPullRequest,
  standIn: StandIn,
  { checkout: hasCheckout, cli, sandbox, toolCache }: Case & { readonly toolCache: string },
): Promise<Start> {
  const action = await startAction({
    github,
    repository: pull.repository.fullName,
    event: { name: 'pull_request', payload: await pull.event('opened') },
    sha: pull.mergeSha ?? pull.headSha,
    ...(hasCheckout ? { workspace: checkout } : {}),
    inputs: {
      'anthropic-api-key': 'sk-ant-nobody-asks-for-it',
      'github-token': pull.repository.issueToken(),
      sandbox,
    },
    env: {
      PATH: `${standIn.folder}:/usr/local/bin:/usr/bin:/bin`,
      ...(cli === 'real, verified before' ? { RUNNER_TOOL_CACHE: toolCache } : {}),
    },
  });
  const run = await action.done;
  await removeTempFolders();
  if (run.outputs['conclusion'] !== 'success') throw new Error(`The action failed:\n${run.log}`);
  const started = /Started at (\d+)\./.exec(run.outputs['result'] ?? '')?.[1];
  return { startedAtMs: run.startedAtMs, execAtMs: Number(started) / 1e6 };
}
