import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Event } from '../../contract/event.ts';
import type { Report } from '../../contract/report.ts';
import type { GitHub } from '../github/server.ts';

export const root = join(import.meta.dirname, '..', '..');

export interface ActionOptions {
  readonly github: GitHub;
  /** owner/name */
  readonly repository: string;
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly inputs?: Readonly<Record<string, string>>;
  /** Variables on top of the runner's; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** GITHUB_WORKSPACE; an empty folder when left out, as in a job without a checkout step. */
  readonly workspace?: string;
  readonly sha?: string;
  /** RUNNER_TEMP; made and removed with the run when left out. */
  readonly temp?: string;
  readonly job?: string;
  readonly runId?: number;
  /** Another entry than action.yml's: the sources themselves, changed by a test. */
  readonly main?: string;
  /** A command that starts the action's own command line, given after it: `unshare …`. */
  readonly launcher?: readonly string[];
  /** Called with each piece of the log as it is written. */
  readonly onLog?: (text: string) => void;
}

export interface ActionRun {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly report: Report | null;
  readonly journal: readonly Event[];
  readonly dir: string;
  readonly durationMs: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export interface RunningAction {
  readonly pid: number;
  readonly done: Promise<ActionRun>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when the log holds the text. */
  readonly logged: (text: string) => Promise<void>;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

export async function readActionFile(): Promise<ActionFile> {
  return parse(await readFile(join(root, 'action.yml'), 'utf8')) as ActionFile;
}

const tempFolders: string[] = [];

/** Ends what the tests of a file left behind; call it in `afterAll`. */
export async function removeTempFolders(): Promise<void> {
  await Promise.all(tempFolders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

export async function tempFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `co-${name}-`));
  tempFolders.push(folder);
  return folder;
}

/** Starts the action as the runner would: from action.yml, its defaults and its `main`, in a process of its own. */
export async function startAction(options: ActionOptions): Promise<RunningAction> {
  const action = await readActionFile();
  const files = await prepareFiles(options);
  const env = { ...runnerEnvironment(options, files), ...inputEnvironment(action, options), ...options.env };
  const startedAtMs = Date.now();
  const argv = [...(options.launcher ?? []), process.execPath, options.main ?? join(root, action.runs.main)];
  const child = spawn(argv[0] ?? '', argv.slice(1), {
    cwd: files.workspace,
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    log += chunk.toString();
    options.onLog?.(chunk.toString());
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const done = new Promise<ActionRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      const endedAtMs = Date.now();
      const times = { startedAtMs, endedAtMs, durationMs: endedAtMs - startedAtMs };
      collect(files).then((collected) => resolve({ exitCode, log, ...times, ...collected }), reject);
    });
  });
  return {
    pid: child.pid ?? 0,
    done,
    kill: (signal) => child.kill(signal),
    logged: async (text) => {
      if (log.includes(text)) return;
      await new Promise<void>((resolve, reject) => {
        const listener = (): void => {
          if (log.includes(text)) resolve();
        };
        listeners.add(listener);
        child.once('close', () =>
          reject(new Error(`The action ended without logging ${JSON.stringify(text)}:\n${log}`)),
        );
      });
    },
  };
}

interface Files {
  readonly temp: string;
  readonly workspace: string;
  readonly event: string;
  readonly output: string;
  readonly summary: string;
  readonly toolCache: string;
}

async function prepareFiles(options: ActionOptions): Promise<Files> {
  const base = await tempFolder('run');
  const temp = options.temp ?? join(base, 'temp');
  const workspace = options.workspace ?? join(base, 'workspace');
  const files = {
    temp,
    workspace,
    event: join(base, 'event.json'),
    output: join(base, 'output'),
    summary: join(base, 'summary.md'),
    toolCache: join(base, 'tool-cache'),
  };
  await Promise.all([temp, workspace, files.toolCache].map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all([
    writeFile(files.event, JSON.stringify(options.event.payload)),
    writeFile(files.output, ''),
    writeFile(files.summary, ''),
  ]);
  return files;
}

function runnerEnvironment(
  { github, repository, event, sha, job, runId }: ActionOptions,
  files: Files,
): Record<string, string> {
  return {
    PATH: `${join(root, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`,
    HOME: files.temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: repository,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_SHA: sha ?? '0'.repeat(40),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_ACTOR: 'octocat',
    GITHUB_RUN_ID: String(runId ?? 4711),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW: 'Review',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/review.yml@refs/heads/main`,
    GITHUB_JOB: job ?? 'review',
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_WORKSPACE: files.workspace,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: files.temp,
    RUNNER_TOOL_CACHE: files.toolCache,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
  };
}

/** Inputs reach an action as INPUT_* variables, defaults of action.yml included. */
function inputEnvironment(action: ActionFile, { inputs = {} }: ActionOptions): Record<string, string> {
  const unknown = Object.keys(inputs).filter((name) => action.inputs[name] === undefined);
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  const given = Object.entries(action.inputs).map(([name, { default: fallback = '' }]) => {
    const value = inputs[name] ?? (fallback.startsWith('${{') ? '' : fallback);
    return [`INPUT_${name.toUpperCase()}`, value];
  });
  return Object.fromEntries(given);
}

async function collect(
  files: Files,
): Promise<Pick<ActionRun, 'outputs' | 'summary' | 'report' | 'journal' | 'dir'>> {
  const runs = join(files.temp, 'claude-orchestrator');
  const outputs = parseOutputs(await readFile(files.output, 'utf8'));
  const names = await readdir(runs).catch(() => []);
  const dir = join(runs, outputs['run-id'] ?? names[0] ?? 'none');
  const [summary, report, journal] = await Promise.all([
    readFile(files.summary, 'utf8'),
    readFile(join(dir, 'report.json'), 'utf8').catch(() => null),
    readFile(join(dir, 'journal.ndjson'), 'utf8').catch(() => ''),
  ]);
  const lines = journal.split('\n').filter((line) => line !== '');
  return {
    outputs,
    summary,
    dir,
    report: report === null ? null : (JSON.parse(report) as Report),
    journal: lines.map((line) => JSON.parse(line) as Event),
  };
}

/** The runner's file command format: `name<<delimiter`, the value, the delimiter. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^(.+?)<<(\S+)\n([\s\S]*?)\n\2$/gm))
    outputs[name] = value;
  return outputs;
}
