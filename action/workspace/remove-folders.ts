import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { chmod, lstat, opendir, rename, rmdir, unlink } from 'node:fs/promises';

export interface Removal {
  /** A folder that only we change. What is removed is moved into it first. */
  readonly root: string;
  /** Names in `root`. */
  readonly names: readonly string[];
  readonly signal: AbortSignal;
  /** Calls of the file system at once: one beside a run's own work, more when nothing else is to be done. */
  readonly atOnce: number;
}

export interface NotRemoved {
  readonly path: string;
  readonly why: string;
}

/** What is being removed has a name like this; it stays where a removal was cut off or refused. */
export const removingName = /^\.removing-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Removes whatever has these names, folder by folder; never rejects, answers what refused. Nothing is looked into that was not moved to `root` before, by a
 * rename: so nobody can put a link in its place meanwhile, no path grows too long, and what is mounted, which no rename moves, is
 * not entered. @see `fs.rm`, which follows a link that is swapped in, empties a mounted folder, and stops at PATH_MAX and at a folder of mode 0.
 */
export async function removeFolders(removal: Removal): Promise<readonly NotRemoved[]> {
  const left: NotRemoved[] = [];
  const waiting: Buffer[] = [];
  const refused = (path: Buffer, error: unknown): void => {
    const { code, message } = error as NodeJS.ErrnoException;
    // Somebody else removes it, too; or it holds what has been named already.
    if (code === 'ENOENT' || (code === 'ENOTEMPTY' && left.length > 0)) return;
    left.push({ path: path.toString(), why: code ?? message });
  };
  const moveAway = async (path: Buffer): Promise<void> => {
    const to = below(Buffer.from(removal.root), Buffer.from(`.removing-${randomUUID()}`));
    try {
      await move(path, to);
      waiting.push(to);
    } catch (error) {
      refused(path, error);
    }
  };
  const remove = async (path: Buffer, entry: Dirent<Buffer>): Promise<void> =>
    entry.isDirectory() ? moveAway(path) : unlink(path).catch((error: unknown) => refused(path, error));

  // All of them first: from here on nobody mistakes the rest for a workspace.
  await Promise.all(
    removal.names.map((name) => moveAway(below(Buffer.from(removal.root), Buffer.from(name)))),
  );
  for (let folder = waiting.pop(); folder !== undefined && !removal.signal.aborted; folder = waiting.pop())
    await clear(folder, removal, remove).catch((error: unknown) => refused(folder, error));
  return left;
}

/** Names are bytes: one that is not UTF-8 would come back as another. */
const below = (folder: Buffer, name: Buffer): Buffer => Buffer.concat([folder, Buffer.from('/'), name]);

async function move(path: Buffer, to: Buffer): Promise<void> {
  try {
    await rename(path, to);
  } catch (error) {
    // Go's module cache, for one, consists of folders that may not be written, nor therefore moved.
    if ((error as NodeJS.ErrnoException).code !== 'EACCES' || !(await makeWritable(path))) throw error;
    await rename(path, to);
  }
}

async function makeWritable(path: Buffer): Promise<boolean> {
  const stats = await lstat(path);
  if (!stats.isDirectory()) return false;
  if ((stats.mode & 0o700) !== 0o700) await chmod(path, 0o700);
  return true;
}

async function clear(
  folder: Buffer,
  { signal, atOnce }: Removal,
  remove: (path: Buffer, entry: Dirent<Buffer>) => Promise<void>,
): Promise<void> {
  if (!(await makeWritable(folder))) return unlink(folder);
  // @ts-expect-error The types know names of folders as strings alone; Node takes and gives buffers.
  const entries: AsyncIterable<Dirent<Buffer>> = await opendir(folder, { encoding: 'buffer' });
  let batch: Promise<void>[] = [];
  for await (const entry of entries) {
    if (signal.aborted) break;
    batch.push(remove(below(folder, entry.name), entry));
    if (batch.length < atOnce) continue;
    await Promise.all(batch);
    batch = [];
  }
  await Promise.all(batch);
  if (!signal.aborted) await rmdir(folder);
}
