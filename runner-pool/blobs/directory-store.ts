import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type BlobStore, BlobStoreAway, type ByteRange } from './blob-store.ts';

/** A file a blob, in folders of a 256th each. */
export function createDirectoryStore(root: string): BlobStore {
  const pathOf = (key: string): string => {
    const [org = '', id = ''] = key.split('/');
    return join(root, org, id.slice(0, 2), id);
  };
  const orAway = async <T>(what: string, work: Promise<T>): Promise<T> =>
    work.catch((error: NodeJS.ErrnoException) => {
      const status = error.code === 'ENOENT' ? 404 : 0;
      throw new BlobStoreAway(`${what} (${error.code ?? error.message})`, { status, cause: error });
    });
  return {
    name: 'directory',
    put: async (key, bytes) => orAway('could not be written', putFile(pathOf(key), bytes)),
    get: async (key, range) => orAway('could not be read', readRange(pathOf(key), range)),
    remove: async (key) => orAway('could not be cleared', removeFile(pathOf(key))),
  };
}

/** Whole and on the disk, or not there: also when the machine goes down. */
async function putFile(path: string, bytes: Buffer): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** With what a writer left that was killed. */
async function removeFile(path: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const own = names.filter((name) => name === basename(path) || name.startsWith(`${basename(path)}.`));
  await Promise.all(own.map(async (name) => rm(join(folder, name), { force: true })));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function readRange(path: string, { start, length }: ByteRange): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, start);
    if (bytesRead !== length) throw new Error(`${bytesRead} of ${length} bytes are there`);
    return buffer;
  } finally {
    await file.close();
  }
}
