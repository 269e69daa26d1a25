import { tmpdir } from 'node:os';
import { executablesInPath } from '../claude-install/executables.ts';
import { runBriefly } from '../claude-install/run-briefly.ts';

/** How an unsandboxed command is started so that none of its processes outlives it. */
export interface ProcessNamespace {
  readonly containment: 'group' | 'namespace';
  /** Goes before the command. */
  readonly prefix: readonly string[];
}

export interface NamespaceSearch {
  readonly pathVariable: string;
  readonly workspaceDir: string;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly signal: AbortSignal;
}

/** The namespace's first process: it reaps orphans, and when it ends the kernel ends all the others. Not `exec`ed away, for the exit. */
const first = ['/bin/sh', '-c', '"$@"; exit $?', 'sh'];

/**
 * Tools of util-linux, of which the best that works is taken:
 * a PID namespace of its own (a process that daemonised and cleared its environment dies with it, and all of it with us);
 * `setpriv --pdeathsig` (Claude itself dies with us); nothing. A namespace costs 4 ms a start.
 */
export async function findProcessNamespace(search: NamespaceSearch): Promise<ProcessNamespace> {
  const none: ProcessNamespace = { containment: 'group', prefix: [] };
  if (search.platform !== 'linux') return none;
  const [[setpriv], [unshare]] = await Promise.all([
    executablesInPath({ ...search, name: 'setpriv' }),
    executablesInPath({ ...search, name: 'unshare' }),
  ]);
  if (setpriv === undefined) return none;
  const bound = [setpriv, '--pdeathsig', 'KILL', '--'];
  const candidates: ProcessNamespace[] = [
    ...(unshare === undefined ? [] : namespaces(unshare, search.isRoot)).map((prefix) => ({
      containment: 'namespace' as const,
      prefix: [...bound, ...prefix, ...first],
    })),
    { containment: 'group', prefix: bound },
  ];
  for (const candidate of candidates) if (await works(candidate, search)) return candidate;
  return none;
}

/** Root needs no user namespace, and keeps all that it may; where root is not allowed to, it may as a user. */
function namespaces(unshare: string, isRoot: boolean): readonly (readonly string[])[] {
  const pid = ['--pid', '--fork', '--kill-child', '--mount-proc', '--'];
  const asUser = [unshare, '--user', '--map-current-user', ...pid];
  return isRoot ? [[unshare, ...pid], asUser] : [asUser];
}

async function works({ prefix }: ProcessNamespace, { platform, signal }: NamespaceSearch): Promise<boolean> {
  const [path, ...args] = [...prefix, '/bin/sh', '-c', 'exit 7'];
  const result = await runBriefly(path, args, { cwd: tmpdir(), env: {}, platform, timeoutMs: 3000, signal });
  return result.kind === 'exited' && result.code === 7;
}
