import { realpath, stat } from 'node:fs/promises';

/** What must not be seen although a folder that is shown holds it. */
export interface Hidden {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Of the paths those that exist, by their real names: what a link leads to is shown under its own name. */
export async function findHidden(paths: readonly string[]): Promise<Hidden> {
  const found = await Promise.all(paths.filter((path) => path.startsWith('/')).map(look));
  const of = (kind: 'folder' | 'file'): readonly string[] => [
    ...new Set(found.flatMap((entry) => (entry?.kind === kind ? [entry.path] : []))),
  ];
  return { folders: of('folder'), files: of('file') };
}

async function look(
  path: string,
): Promise<{ readonly kind: 'folder' | 'file'; readonly path: string } | null> {
  try {
    const real = await realpath(path);
    return { kind: (await stat(real)).isDirectory() ? 'folder' : 'file', path: real };
  } catch {
    // Not there, or not for us to read: then not for Claude either, who is the same user.
    return null;
  }
}
