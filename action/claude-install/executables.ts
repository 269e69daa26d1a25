import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { isAbsolute, posix, relative, win32 } from 'node:path';

export interface PathSearch {
  readonly pathVariable: string;
  readonly name: string;
  readonly platform: NodeJS.Platform;
  /** Nothing in here counts: it may be a pull request's checkout. Empty: no such folder. */
  readonly workspaceDir: string;
}

/** Every executable of that name in PATH, in order, each real file once. */
export async function executablesInPath(search: PathSearch): Promise<readonly string[]> {
  const workspace = search.workspaceDir === '' ? null : await realpathOr(search.workspaceDir);
  const seen = new Set<string>();
  const found: string[] = [];
  for (const directory of pathDirectories(search.pathVariable, search.platform)) {
    const path = (search.platform === 'win32' ? win32 : posix).join(directory, search.name);
    if ((await whyNotExecutable(path)) !== null) continue;
    // Judged by where it really is: a link elsewhere may point into the workspace, and one file may be linked twice.
    const real = await realpathOr(path);
    if (seen.has(real) || (workspace !== null && [real, path].some((one) => isInside(one, workspace))))
      continue;
    seen.add(real);
    found.push(path);
  }
  return found;
}

/** PATH's folders in order. Empty and relative entries mean the current directory to a shell; here they mean nothing. */
export function pathDirectories(pathVariable: string, platform: NodeJS.Platform): readonly string[] {
  const path = platform === 'win32' ? win32 : posix;
  return [...new Set(pathVariable.split(path.delimiter).filter((entry) => path.isAbsolute(entry)))];
}

/** Why a path cannot be started, as the end of a sentence; null when it can. */
export async function whyNotExecutable(path: string): Promise<string | null> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return 'is a directory';
    if (!stats.isFile()) return 'is not a regular file';
    await access(path, constants.X_OK);
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
    return code === 'EACCES' ? 'is not executable' : `cannot be read (${code})`;
  }
}

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way === '' || !(/^\.\.([\\/]|$)/.test(way) || isAbsolute(way));
}

function realpathOr(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
