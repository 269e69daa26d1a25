import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const whys: Readonly<Record<string, string>> = {
  EEXIST: 'which is not a folder',
  ENOTDIR: 'and a part of that path is not a folder',
  EACCES: 'which this process may not make or write to',
  EPERM: 'which this process may not make or write to',
  EROFS: 'which is on a file system that is read-only',
  ENOSPC: 'and its disk is full',
};

/** The folder of a setting, made where it is missing; an error names setting, folder and remedy. */
export async function makeOwnFolder(setting: string, path: string, mode: number): Promise<void> {
  try {
    await makeFolder(resolve(path), mode);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = whys[code] ?? `which cannot be made (${code})`;
    throw new Error(`${setting} is ${resolve(path)}, ${why}. Set it to a folder that can be written to.`, {
      cause: error,
    });
  }
}

/** With what is above it. Not by `recursive`: Node asks for ever where nothing can be made, as in /proc. */
async function makeFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT') throw error;
    await makeFolder(dirname(path), mode);
    await mkdir(path, { mode }).catch((again: NodeJS.ErrnoException) => {
      // Another that starts at the same time made it.
      if (again.code !== 'EEXIST') throw again;
    });
  }
}
