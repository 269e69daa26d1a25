import { constants } from 'node:fs';
import { lstat, open, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { isOwn } from './own.ts';

/*
 * A folder of a run says by itself whether its run goes on. `alive.sock` is a Unix socket that the run's process listens on: the kernel
 * ends that with the process, however it dies, and it means the same in a container that shares the folder, where a process
 * number does not. `alive-until` shows that the folder is ours, and is believed where there is no socket (macOS,
 * Windows, a file system without sockets). It is written last: a folder that has it has its socket, if it ever gets one.
 */
const socketName = 'alive.sock';
const markerName = 'alive-until';
export const holdNames: readonly string[] = [socketName, markerName];

/** A marker that cannot be read as a time: longer than the five days that GitHub lets a job run. */
const longestRunMs = 6 * 24 * 3_600_000;
const mostMarkerBytes = 64;
/** From its time limit on, a run still has to tell how it ended. */
const endingMs = 600_000;

export interface Hold {
  /** The folder may be removed from then on. */
  readonly release: () => Promise<void>;
}

/** Marks an empty folder as ours and in use, until this process ends. Rejects where the folder cannot be written. */
export async function holdFolder(folder: string, timeLimitAtMs: number): Promise<Hold> {
  const release = process.platform === 'linux' ? await listen(folder) : null;
  await writeFile(join(folder, markerName), new Date(timeLimitAtMs + endingMs).toISOString(), { flag: 'wx' });
  return { release: release ?? (async () => undefined) };
}

/** `left`: the process that held it is gone. What cannot be known counts as held, and what cannot be shown to be ours as foreign. */
export type FolderState = 'held' | 'left' | 'foreign';

export async function stateOf(folder: string, nowMs: number): Promise<FolderState> {
  const stats = await lstat(folder).catch(() => null);
  if (stats === null || !stats.isDirectory() || !isOwn(stats)) return 'foreign';
  const untilMs = await readMarker(folder);
  if (untilMs === null) return 'foreign';
  const socket = await lstat(join(folder, socketName)).catch(() => null);
  if (socket?.isSocket() === true && isOwn(socket)) return knock(folder);
  return nowMs > untilMs ? 'left' : 'held';
}

async function readMarker(folder: string): Promise<number | null> {
  // Not through a link, and not waiting at a pipe.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(folder, markerName), flags).catch(() => null);
  if (file === null) return null;
  try {
    const stats = await file.stat();
    if (!stats.isFile() || !isOwn(stats)) return null;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostMarkerBytes));
    const untilMs = Date.parse(buffer.toString('latin1', 0, bytesRead));
    return Number.isNaN(untilMs) ? stats.mtimeMs + longestRunMs : untilMs;
  } finally {
    await file.close();
  }
}

/** The path of a socket may have 107 bytes; that of a descriptor's folder is short. */
const shortPath = (fd: number): string => `/proc/self/fd/${fd}/${socketName}`;

async function listen(folder: string): Promise<(() => Promise<void>) | null> {
  const opened = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  const server = createServer((socket) => socket.destroy()).unref();
  const listens = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(shortPath(opened.fd), () => resolve(true));
  });
  if (!listens) {
    await opened.close();
    return null;
  }
  server.on('error', () => undefined);
  return async () => {
    // Its path is removed by way of the descriptor, which therefore goes last.
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await opened.close();
    await rm(join(folder, markerName), { force: true });
  };
}

async function knock(folder: string): Promise<FolderState> {
  const opened = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW).catch(
    () => null,
  );
  if (opened === null) return 'held';
  try {
    return await new Promise<FolderState>((resolve) => {
      const socket = createConnection(shortPath(opened.fd));
      socket.once('connect', () => resolve('held'));
      socket.once('error', ({ code }: NodeJS.ErrnoException) =>
        resolve(code === 'ECONNREFUSED' ? 'left' : 'held'),
      );
      socket.once('close', () => resolve('held'));
      socket.unref().on('connect', () => socket.destroy());
    });
  } finally {
    await opened.close();
  }
}
