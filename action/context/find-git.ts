import { realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import { executablesInPath } from '../claude-install/executables.ts';

export interface FoundGit {
  /** Full path; `git` where none was found, so that the attempt to start it says so. */
  readonly executable: string;
  /** PATH for git and what it starts. */
  readonly path: string;
}

/**
 * The machine's git. A step before may have put the checkout's own folders into PATH (`node_modules/.bin` is common), and a
 * pull request may bring a `git` in them; git is given the token, so nothing in the workspace counts, however it is linked.
 */
export async function findGit(pathVariable: string, workspaceDir: string): Promise<FoundGit> {
  const { platform } = process;
  const name = platform === 'win32' ? 'git.exe' : 'git';
  const [found, path] = await Promise.all([
    executablesInPath({ pathVariable, name, platform, workspaceDir }),
    pathOutside(pathVariable, workspaceDir),
  ]);
  return { executable: found[0] ?? 'git', path };
}

/** PATH without the folders of the workspace, where a pull request may have put programs. */
export async function pathOutside(pathVariable: string, workspaceDir: string): Promise<string> {
  const real = async (path: string): Promise<string> => realpath(path).catch(() => path);
  const workspace = workspaceDir === '' ? null : await real(workspaceDir);
  const folders = pathVariable.split(delimiter).filter((folder) => isAbsolute(folder));
  const outside = await Promise.all(
    folders.map(async (folder) => {
      const places = [join(folder, '.'), await real(folder)];
      return places.every((place) => workspace === null || !`${place}${sep}`.startsWith(workspace + sep));
    }),
  );
  return folders.filter((_, index) => outside[index]).join(delimiter);
}
