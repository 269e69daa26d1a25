import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';

/**
 * A folder that is written into has a socket that the writer listens on. The kernel ends that with the process, however it dies, and it
 * means the same in a container that shares the folder. A dot begins its name: it is not published.
 */
const lockName = /^\.exporting-[0-9a-f]{16}\.sock$/;

export interface FolderLock {
  readonly release: () => Promise<void>;
}

/** Keeps other exports of this machine out of a folder, until released or until this process ends. */
export async function lockFolder(dir: string): Promise<FolderLock> {
  const folder = await open(dir, constants.O_RDONLY);
  const place = (name: string): string => join(placeOf(dir, folder.fd), name);
  const own = `.exporting-${randomBytes(8).toString('hex')}.sock`;
  const server = await listen(place(own));
  const release = async (): Promise<void> => {
    // Its path is removed by way of the descriptor, which therefore goes last.
    await new Promise<void>((done) => (server === null ? done() : server.close(() => done())));
    await folder.close();
  };
  if (server === null) return { release };
  try {
    // Each is there before it looks for others: of two, one at least sees the other.
    for (const name of await readdir(dir)) {
      if (!lockName.test(name) || name === own) continue;
      if (await isHeld(place(name))) throw busy(dir);
      await rm(join(dir, name), { force: true });
    }
    return { release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A socket's path may have 107 bytes; that of a descriptor is short. */
const placeOf = (dir: string, fd: number): string =>
  process.platform === 'linux' ? `/proc/self/fd/${fd}` : dir;

/** Null: there are no sockets on this file system, and nothing is held. */
async function listen(path: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy()).unref();
  return new Promise((done) => {
    server.on('error', () => done(null));
    server.listen(path, () => done(server));
  });
}

/** Only who is refused knows that nobody listens. */
async function isHeld(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      done(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
    );
  });
}

const busy = (dir: string): Error =>
  new Error(`Another export is writing into ${resolve(dir)}: wait for its end, or give another folder.`);
