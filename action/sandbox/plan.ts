import type { Tier } from '../tier.ts';
import type { Hidden } from './hidden.ts';
import { type BubblewrapAbilities, isolation, type ProcFiles } from './isolation.ts';
import { limited } from './memory-limits.ts';
import { inside, insidePorts, isReserved, isWithin } from './places.ts';

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
  /** What a hidden file is covered with: programs are to find it without settings, not to fail because it cannot be read. */
  readonly covers: { readonly empty: string; readonly xml: string };
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
  /** Null: none. Only the write tier has programs to run. Where it really is, and where programs look for it. */
  readonly toolCache: Mount | null;
  /** The runner's own, and credentials of the machine: covered where they lie below something that is shown. */
  readonly hidden: Hidden;
}

/** bubblewrap's arguments, without the command. Later mounts lie over earlier ones, so the order is part of the plan. */
export function sandboxArguments(plan: Plan): readonly string[] {
  const { machine, tier } = plan;
  const { toolCache, covered } = shownFolders(plan);
  const args = [
    ...machine.system.flatMap((entry) =>
      entry.kind === 'bind' ? ['--ro-bind', entry.path, entry.path] : ['--symlink', entry.target, entry.path],
    ),
    ...['--tmpfs', inside.temp],
    ...covered.folders.flatMap((path) => ['--tmpfs', path]),
    ...(toolCache === null ? [] : ['--ro-bind', toolCache.from, toolCache.at]),
    ...covered.files.flatMap((path) => ['--ro-bind', coverOf(path, machine), path]),
    ...[...machine.written, ...plan.programs].flatMap(({ from, at }) => ['--ro-bind', from, at]),
    ...waysOut(plan).flatMap(({ from, at }) => ['--ro-bind', from, at]),
    ...['--bind', plan.home, inside.home],
    ...[tier === 'write' ? '--bind' : '--ro-bind', plan.tree, inside.workspace],
    ...isolation(machine.abilities, machine.proc),
    // Made to mount things in, by us; good for nothing more once all is mounted.
    ...[...covered.folders, '/'].flatMap((path) => ['--remount-ro', path]),
    ...['--chdir', inside.workspace],
  ];
  return machine.abilities.canLimitSize ? limited(args) : args;
}

function coverOf(path: string, { covers }: Machine): string {
  return path.endsWith('.xml') ? covers.xml : covers.empty;
}

/** Folders of the machine that a program inside can start from; PATH is cut down to them. */
export function programFolders(plan: Plan): readonly string[] {
  const { toolCache } = shownFolders(plan);
  const system = plan.machine.system.map(({ path }) => path).filter((path) => !isWithin(path, '/etc'));
  return [...system, ...(toolCache === null ? [] : [toolCache.at])];
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
  readonly toolCache: Mount | null;
  readonly covered: Hidden;
}

function shownFolders({ machine, tier, toolCache, hidden }: Plan): Shown {
  const shown = tier === 'write' && toolCache !== null && isUsable(toolCache, hidden) ? toolCache : null;
  const bound = machine.system.flatMap((entry) => (entry.kind === 'bind' ? [entry.path] : []));
  const isBound = (path: string): boolean => bound.some((folder) => isWithin(path, folder));
  const inCache = (path: string): readonly string[] =>
    shown !== null && isWithin(path, shown.from) ? [shown.at + path.slice(shown.from.length)] : [];
  return {
    toolCache: shown,
    covered: {
      folders: outermost(hidden.folders.filter(isBound)),
      files: [...new Set([...hidden.files.filter(isBound), ...hidden.files.flatMap(inCache)])],
    },
  };
}

function outermost(folders: readonly string[]): readonly string[] {
  return folders.filter((path) => !folders.some((other) => other !== path && isWithin(path, other)));
}

/** One that holds the runner's folders, or takes a place that is ours, shows too much. */
function isUsable({ from, at }: Mount, hidden: Hidden): boolean {
  const places = [from, at];
  return (
    places.every((place) => place.startsWith('/')) &&
    !isReserved(at) &&
    !hidden.folders.some((path) => places.some((place) => isWithin(path, place)))
  );
}
