import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchPullRequest } from './bench-pull-request.ts';
import type { StandIn } from './stand-in-cli.ts';

export interface PeerOptions {
  readonly bench: BenchPullRequest;
  readonly standIn: StandIn;
  readonly folder: string;
}

/**
 * Runs another action's command line on the same pull request and returns when its process was started. It finds the
 * runner's variables, the token in GITHUB_TOKEN, the CLI to start in BENCH_CLAUDE, and a checkout of its own.
 */
export async function runPeer(
  command: string,
  { bench: { github, pull, checkout }, standIn, folder }: PeerOptions,
): Promise<number> {
  const temp = await mkdtemp(join(folder, 'peer-'));
  const file = (name: string): string => join(temp, name);
  const files = {
    GITHUB_OUTPUT: 'output',
    GITHUB_ENV: 'env',
    GITHUB_PATH: 'path',
    GITHUB_STEP_SUMMARY: 'summary',
  };
  await Promise.all(Object.values(files).map(async (name) => writeFile(file(name), '')));
  await writeFile(file('event.json'), JSON.stringify(await pull.event('opened')));
  await cp(checkout, file('workspace'), { recursive: true });
  const env = {
    ...Object.fromEntries(Object.entries(files).map(([name, path]) => [name, file(path)])),
    PATH: `${standIn.folder}:${process.env['PATH'] ?? ''}`,
    HOME: temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: pull.repository.fullName,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_SHA: pull.headSha,
    GITHUB_REF: `refs/pull/${pull.number}/merge`,
    GITHUB_HEAD_REF: pull.headRef,
    GITHUB_BASE_REF: pull.baseRef,
    GITHUB_ACTOR: 'octocat',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW: 'Review',
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_WORKSPACE: file('workspace'),
    RUNNER_TEMP: temp,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    GITHUB_TOKEN: pull.repository.issueToken(),
    ANTHROPIC_API_KEY: 'sk-ant-nobody-asks-for-it',
    BENCH_CLAUDE: standIn.path,
  };
  const startedAtMs = Date.now();
  // `exec` in the command keeps the shell's own process out of what is measured.
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: file('workspace'),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (process.env['BENCH_PEER_LOG'] !== undefined)
    await writeFile(process.env['BENCH_PEER_LOG'], `${code}\n${log}`);
  return startedAtMs;
}
