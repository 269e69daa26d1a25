import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { inside, isReserved, isWithin } from './places.ts';
import type { Mount } from './plan.ts';

export interface Programs {
  readonly mounts: readonly Mount[];
  /** Claude's path inside. */
  readonly claude: string;
}

export interface ProgramSearch {
  readonly claudePath: string;
  readonly nodePath: string;
  readonly initScript: string;
  /** Folders that are shown anyway. */
  readonly shown: readonly string[];
  /** Folders that are not, although one of those holds them. */
  readonly hidden: readonly string[];
}

/**
 * Binds single files: Claude may lie in the runner's temporary folder, a home, or the tool cache, and none of them is to be seen.
 * A script of an npm package gets its package and the packages of the same scope beside it.
 */
export async function findPrograms(search: ProgramSearch): Promise<Programs> {
  const [claude, node] = await Promise.all([realpath(search.claudePath), realpath(search.nodePath)]);
  const { mount, path } = await claudeMount(claude);
  return {
    claude: path,
    mounts: [
      { from: search.initScript, at: inside.init },
      { from: node, at: inside.node },
      mount,
      // A script may name Node by the path that it has outside.
      ...[...new Set([search.nodePath, node])]
        .filter((at) => !isShown(at, search))
        .map((at) => ({ from: node, at })),
    ],
  };
}

function isShown(path: string, { shown, hidden }: ProgramSearch): boolean {
  const isIn = (folders: readonly string[]): boolean => folders.some((folder) => isWithin(path, folder));
  return isReserved(path) || (isIn(shown) && !isIn(hidden));
}

async function claudeMount(path: string): Promise<{ readonly mount: Mount; readonly path: string }> {
  const folder = (await isScript(path)) ? packageFolder(path) : null;
  if (folder === null) return { mount: { from: path, at: inside.claude }, path: inside.claude };
  const at = `${inside.claudePackage}/${basename(folder)}`;
  return { mount: { from: folder, at }, path: at + path.slice(folder.length) };
}

async function isScript(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === '#!';
  } finally {
    await file.close();
  }
}

/** The entry of the nearest `node_modules` that holds the file: a package, or a scope with all its packages. */
function packageFolder(path: string): string | null {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder))
    if (basename(dirname(folder)) === 'node_modules') return folder;
  return null;
}

const fileVariables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'GOOGLE_APPLICATION_CREDENTIALS'];

/** Files that the job names for programs by a variable, as files inside; a variable that names none is left out. */
export async function namedFiles(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly mounts: readonly Mount[]; readonly env: Readonly<Record<string, string>> }> {
  const found = await Promise.all(
    fileVariables.map(async (name) => {
      const from = env[name] ?? '';
      return (await isFile(from)) ? [{ name, from, at: `${inside.files}/${name}` }] : [];
    }),
  );
  const files = found.flat();
  return {
    mounts: files.map(({ from, at }) => ({ from, at })),
    env: Object.fromEntries(files.map(({ name, at }) => [name, at])),
  };
}

async function isFile(path: string): Promise<boolean> {
  const stats = path.startsWith('/') ? await stat(path).catch(() => null) : null;
  return stats?.isFile() === true;
}
