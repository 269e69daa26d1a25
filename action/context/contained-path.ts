import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Names of devices that Windows finds in every folder. */
const windowsDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;

/**
 * Whether a path, as a stranger wrote it, names something below a folder: relative, no empty part, no step up, no NUL; on
 * Windows also no backslash, drive, stream or device, which are plain names elsewhere (`aux.c` is a common one). Says nothing
 * of symbolic links: `readContained` follows those.
 */
export function isPlainRelative(path: string, platform: NodeJS.Platform = process.platform): boolean {
  if (path === '' || path.includes('\0') || !path.isWellFormed()) return false;
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return false;
  if (platform !== 'win32') return true;
  // A dot or blank at the end of a part is dropped there: `.. ` would be a step up.
  return !parts.some((part) => /[\\:]|[. ]$/.test(part) || windowsDevice.test(part));
}

export interface ContainedFile {
  readonly root: string;
  readonly path: string;
  readonly maxBytes: number;
}

/**
 * The content of a regular file that really lies below `root`, whatever links are on the way; null for everything else: a path
 * that leaves it, a link out, a folder, a pipe, a device, a file over `maxBytes`. The path is judged by where it ends, then the
 * file that was opened is compared with what lies there, so a link put in place meanwhile gives null too.
 */
export async function readContained({ root, path, maxBytes }: ContainedFile): Promise<Buffer | null> {
  if (!isPlainRelative(path)) return null;
  try {
    const folder = await realpath(root);
    const real = await realpath(join(folder, path));
    if (!real.startsWith(folder + sep)) return null;
    // A pipe would be waited for, and a terminal taken over.
    const file = await open(
      real,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY,
    );
    try {
      const [opened, there] = [await file.stat(), await lstat(await realpath(join(folder, path)))];
      if (!opened.isFile() || opened.size > maxBytes) return null;
      if (opened.ino !== there.ino || opened.dev !== there.dev) return null;
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
