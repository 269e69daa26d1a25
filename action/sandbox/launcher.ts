import { realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Containment } from '../claude/containment.ts';
import type { Tier } from '../tier.ts';
import { callFilter } from './call-filter.ts';
import { credentialFiles } from './credential-files.ts';
import { sandboxEnvironment } from './environment.ts';
import type { UsableSandbox } from './find-sandbox.ts';
import { findHidden } from './hidden.ts';
import { surveyMachine } from './machine.ts';
import { inside, insidePorts } from './places.ts';
import { bridges, type Mount, type Plan, programFolders, sandboxArguments } from './plan.ts';
import type { ProcessNamespace } from './process-namespace.ts';
import { findPrograms, namedFiles } from './programs.ts';

type Variables = Readonly<Record<string, string>>;

export interface Command {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: Variables;
  readonly cwd: string;
  readonly containment: Containment;
  /** A file to be handed on, open for reading, as the descriptor after those of the containment. */
  readonly inherits: string | null;
}

/** Where and how Claude runs. Paths and addresses are as Claude sees them. */
export interface Launcher {
  readonly isSandboxed: boolean;
  readonly cwd: string;
  readonly home: string;
  readonly temp: string;
  /** Empty where there is no gateway. */
  readonly baseUrl: string;
  /** `env` as Claude would get it outside; what has no meaning inside is left out or replaced. */
  readonly command: (args: readonly string[], env: Variables) => Command;
}

export interface SandboxedOptions {
  readonly sandbox: UsableSandbox;
  readonly tier: Tier;
  /** The run's folder; what is written for the sandbox goes below it. */
  readonly runDir: string;
  readonly tree: string;
  readonly home: string;
  readonly claudePath: string;
  readonly nodePath: string;
  readonly initScript: string;
  /** Null where the model is reached through allowed hosts instead: a cloud's own API. */
  readonly gatewaySocket: string | null;
  /** Null where no domain is allowed: then there is no way out but the gateway. */
  readonly egressSocket: string | null;
  readonly toolCacheDir: string;
  /** A cloud's credentials for Claude, which GOOGLE_APPLICATION_CREDENTIALS names; null where it needs none. */
  readonly credentialFile: string | null;
  /** RUNNER_TEMP, GITHUB_WORKSPACE, the runner's folders and files: hidden where a shown folder holds them. */
  readonly hidden: readonly string[];
  readonly passOn: Variables;
}

/** Prepares a sandbox (a few milliseconds of looking at folders); each command is one of it, all share home and tree. */
export async function sandboxedLauncher(options: SandboxedOptions): Promise<Launcher> {
  const { sandbox, runDir } = options;
  const folder = join(runDir, 'sandbox');
  const [machine, files, toolCache, credentials] = await Promise.all([
    surveyMachine(folder, sandbox),
    namedFiles({
      ...options.passOn,
      ...(options.credentialFile === null ? {} : { GOOGLE_APPLICATION_CREDENTIALS: options.credentialFile }),
    }),
    findToolCache(options.toolCacheDir),
    credentialFiles(options.tier === 'write' ? options.toolCacheDir : ''),
  ]);
  const hidden = await findHidden([...options.hidden, ...credentials]);
  const base: Plan = { ...options, machine, toolCache, hidden, programs: [] };
  const shown = programFolders(base);
  const programs = await findPrograms({ ...options, shown, hidden: hidden.folders });
  const plan: Plan = { ...base, programs: [...programs.mounts, ...files.mounts] };
  const filter = await writeFilter(folder, options);
  const start = [
    ...sandboxArguments(plan),
    ...['--info-fd', '4'],
    ...(filter === null ? [] : ['--seccomp', '5']),
    '--',
    inside.node,
    inside.init,
    bridges(plan),
    programs.claude,
  ];
  return {
    isSandboxed: true,
    cwd: inside.workspace,
    home: inside.home,
    temp: inside.temp,
    baseUrl: plan.gatewaySocket === null ? '' : `http://127.0.0.1:${insidePorts.gateway}`,
    command: (args, env) => ({
      path: sandbox.path,
      args: [...start, ...args],
      env: sandboxEnvironment({
        env,
        programFolders: shown,
        files: files.env,
        hasEgress: plan.egressSocket !== null,
      }),
      cwd: '/',
      containment: 'sandbox',
      inherits: filter,
    }),
  };
}

async function findToolCache(at: string): Promise<Mount | null> {
  const from = at.startsWith('/') ? await realpath(at).catch(() => null) : null;
  return from === null ? null : { from, at };
}

async function writeFilter(
  folder: string,
  { sandbox, tier }: Pick<SandboxedOptions, 'sandbox' | 'tier'>,
): Promise<string | null> {
  const filter = sandbox.canFilterCalls
    ? callFilter({ arch: process.arch, mayTrace: tier === 'write' })
    : null;
  if (filter === null) return null;
  const path = join(folder, 'calls.bpf');
  await writeFile(path, filter);
  return path;
}

export interface PlainOptions {
  readonly namespace: ProcessNamespace;
  readonly tree: string;
  readonly home: string;
  readonly temp: string;
  readonly claudePath: string;
  /** The gateway's address on the machine's own loopback. */
  readonly gatewayUrl: string;
}

/** Without a sandbox: Claude sees the machine, and only how its processes are ended is ours. */
export function plainLauncher(options: PlainOptions): Launcher {
  const { tree, home, temp, namespace } = options;
  return {
    isSandboxed: false,
    cwd: tree,
    home,
    temp,
    baseUrl: options.gatewayUrl,
    command: (args, env) => {
      const [path = options.claudePath, ...rest] = [...namespace.prefix, options.claudePath, ...args];
      return { path, args: rest, env, cwd: tree, containment: namespace.containment, inherits: null };
    },
  };
}
