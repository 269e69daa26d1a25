import { type BubblewrapAbilities, isolation, type ProcFiles } from './isolation.ts';
import { inside, insidePorts, isReserved, isWithin } from './places.ts';

export type Tier = 'read' | 'write';

/** A path of the machine, as it is to appear inside. */
export type SystemEntry =
  | { readonly kind: 'bind'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

export interface Mount {
  readonly from: string;
  readonly at: string;
}

/** What the machine offers to every sandbox. */
export interface Machine {
  readonly abilities: BubblewrapAbilities;
  readonly proc: ProcFiles;
  readonly system: readonly SystemEntry[];
  /** Files written for the sandbox instead of the machine's: passwd, group, hosts, nsswitch.conf. */
  readonly written: readonly Mount[];
}

export interface Plan {
  readonly machine: Machine;
  readonly tier: Tier;
  readonly tree: string;
  readonly home: string;
  /** The init script, Node, Claude, certificates: single files or packages, read-only. */
  readonly programs: readonly Mount[];
  /** Null: the model is not reached through the gateway. */
  readonly gatewaySocket: string | null;
  /** Null: nothing is reached but the gateway. */
  readonly egressSocket: string | null;
  /** Empty: none. Only the write tier has programs to run. */
  readonly toolCacheDir: string;
  /** The runner's own folders: hidden where they lie below something that is shown. */
  readonly hidden: readonly string[];
}

/** bubblewrap's arguments, without the command. Later mounts lie over earlier ones, so the order is part of the plan. */
export function sandboxArguments(plan: Plan): readonly string[] {
  const { machine, tier } = plan;
  const shown = shownFolders(plan);
  return [
    ...machine.system.flatMap((entry) =>
      entry.kind === 'bind' ? ['--ro-bind', entry.path, entry.path] : ['--symlink', entry.target, entry.path],
    ),
    ...['--tmpfs', inside.temp],
    ...shown.hidden.flatMap((path) => ['--tmpfs', path]),
    ...(shown.toolCache === null ? [] : ['--ro-bind', shown.toolCache, shown.toolCache]),
    ...[...machine.written, ...plan.programs].flatMap(({ from, at }) => ['--ro-bind', from, at]),
    ...waysOut(plan).flatMap(({ from, at }) => ['--ro-bind', from, at]),
    ...['--bind', plan.home, inside.home],
    ...[tier === 'write' ? '--bind' : '--ro-bind', plan.tree, inside.workspace],
    ...isolation(machine.abilities, machine.proc),
    // The root is a tmpfs of bubblewrap's, good for nothing more once all is mounted.
    ...['--remount-ro', '/', '--chdir', inside.workspace],
  ];
}

/** Folders of the machine that a program inside can start from; PATH is cut down to them. */
export function programFolders(plan: Plan): readonly string[] {
  const { toolCache } = shownFolders(plan);
  const system = plan.machine.system.map(({ path }) => path).filter((path) => !isWithin(path, '/etc'));
  return [...system, ...(toolCache === null ? [] : [toolCache])];
}

/** The argument that tells the init script which port leads where. */
export function bridges(plan: Pick<Plan, 'gatewaySocket' | 'egressSocket'>): string {
  return waysOut(plan)
    .map(({ port, at }) => `${port}=${at}`)
    .join(',');
}

function waysOut({
  gatewaySocket,
  egressSocket,
}: Pick<Plan, 'gatewaySocket' | 'egressSocket'>): readonly (Mount & { readonly port: number })[] {
  const { gateway, egress } = insidePorts;
  return [
    ...(gatewaySocket === null ? [] : [{ port: gateway, from: gatewaySocket, at: inside.gatewaySocket }]),
    ...(egressSocket === null ? [] : [{ port: egress, from: egressSocket, at: inside.egressSocket }]),
  ];
}

interface Shown {
  readonly toolCache: string | null;
  readonly hidden: readonly string[];
}

function shownFolders({ machine, tier, toolCacheDir, hidden }: Plan): Shown {
  const own = hidden.filter((path) => path.startsWith('/'));
  // One that holds the runner's folders, or takes a place that is ours, shows too much.
  const usable =
    tier === 'write' &&
    toolCacheDir.startsWith('/') &&
    !isReserved(toolCacheDir) &&
    !own.some((path) => isWithin(path, toolCacheDir));
  const bound = machine.system.flatMap((entry) => (entry.kind === 'bind' ? [entry.path] : []));
  return {
    toolCache: usable ? toolCacheDir : null,
    hidden: own.filter((path) => bound.some((folder) => isWithin(path, folder))),
  };
}
