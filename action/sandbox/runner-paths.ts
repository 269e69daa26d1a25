import { readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isWithin } from './places.ts';

/**
 * The runner's own folders above a workspace (RUNNER/_work/REPOSITORY/REPOSITORY): where it keeps its credentials, its logs, and
 * the workspaces of others. Of a folder that programs need too only the runner's files.
 */
export async function runnerPaths(workspace: string): Promise<readonly string[]> {
  const real = await realpath(workspace).catch(() => workspace);
  if (!real.startsWith('/')) return [];
  const above = parents(real);
  const [, work, runner] = above;
  const usual = [real, work, runner].filter((path) => path !== undefined);
  const installed = await Promise.all(
    above.map(async (folder) => ({ folder, entries: await runnerEntries(folder) })),
  );
  return [
    ...usual.filter((path) => !isShared(path)),
    ...installed.flatMap(({ folder, entries }) =>
      entries.length > 0 && !isShared(folder) ? [folder] : entries,
    ),
  ];
}

function parents(path: string): readonly string[] {
  const above: string[] = [];
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) above.push(folder);
  return above;
}

/** Such as actions/runner leaves beside its programs; `.env` and `.path` are what its jobs get. */
const ofRunner = /^\.(credentials.*|runner.*|service|env|path)$/;
const marks = /^\.(credentials|runner)/;

/** The runner's files in a folder; none where no runner is installed there. */
export async function runnerEntries(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const own = names.some((name) => marks.test(name))
    ? names.filter((name) => ofRunner.test(name) || name === '_diag')
    : [];
  return own.map((name) => join(folder, name)).sort();
}

/** To hide one of these, or what holds one, would take programs and libraries away. */
const shared = ['/usr', '/usr/local', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32']
  .concat(['bin', 'sbin', 'lib', 'lib64', 'libexec', 'share', 'include', 'src'].map((name) => `/usr/${name}`))
  .concat(['bin', 'sbin', 'lib', 'share', 'include', 'src', 'etc'].map((name) => `/usr/local/${name}`))
  .concat(['/opt', '/nix/store', '/gnu/store', '/etc']);

function isShared(path: string): boolean {
  return shared.some((folder) => isWithin(folder, path));
}
