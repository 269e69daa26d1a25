import { randomBytes } from 'node:crypto';
import { link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { holdDataDir } from './hold-data-dir.ts';
import { type Account, postgresAccount, whatBars } from './postgres-account.ts';
import { makeCluster, startServer } from './postgres-process.ts';
import { findPostgresPrograms } from './postgres-programs.ts';

export interface EmbeddedDatabase {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const socketPrefix = 'claude-orchestrator-';

/**
 * PostgreSQL out of an npm package, its data under `dataDir`, reached by a socket: nothing listens on the network. A server that
 * a killed coordinator left running is taken over; one that a living coordinator uses is not.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedDatabase> {
  const server = await runServer(dataDir);
  const held = await holdDataDir(server.url);
  if (held.kind === 'taken')
    throw new Error(
      `DATA_DIR ${resolve(dataDir)} is in use by another coordinator (process ${held.pid ?? 'unknown'}). Stop that one, or set DATA_DIR to another folder; several coordinators share a DATABASE_URL.`,
    );
  return {
    url: server.url,
    stop: async () => {
      await held.release();
      await server.stop();
    },
  };
}

/** For a moment: one that is running is used, and goes on running. */
export async function borrowEmbeddedPostgres(dataDir: string): Promise<EmbeddedDatabase> {
  const databaseDir = resolve(dataDir, 'postgres');
  const running = await stat(join(databaseDir, 'PG_VERSION'))
    .then(async () => keptPassword(join(dataDir, 'postgres-password')))
    .then(async (password) => runningServer(databaseDir, password))
    .catch((error: NodeJS.ErrnoException) => {
      const { code } = error;
      throw new Error(
        code === 'ENOENT'
          ? `There is no database in ${databaseDir}. Set DATA_DIR, or DATABASE_URL, as for the coordinator.`
          : `The database in ${databaseDir} cannot be read by this user (${code}). Run this as the user that runs the coordinator, or set DATA_DIR, or DATABASE_URL, as for the coordinator.`,
        { cause: error },
      );
    });
  return running === null ? startEmbeddedPostgres(dataDir) : { ...running, stop: async () => undefined };
}

/** The one that runs already, or a new one. */
async function runServer(dataDir: string): Promise<EmbeddedDatabase> {
  const databaseDir = resolve(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const password = await keptPassword(join(dataDir, 'postgres-password'));
  const running = await runningServer(databaseDir, password);
  if (running !== null) return running;
  const { initdb, postgres } = await findPostgresPrograms();
  const account = await postgresAccount();
  if (account !== null) await refuseBarred(account, [resolve(dataDir), dirname(postgres)]);
  const socketDir = await mkdtemp(join(tmpdir(), socketPrefix));
  try {
    if (!(await exists(databaseDir))) await makeCluster({ initdb, databaseDir, password, account });
    const server = await startServer({ postgres, databaseDir, socketDir, account });
    return {
      url: urlOf(socketDir, password),
      stop: async () => {
        await server.stop();
        await rm(socketDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(socketDir, { recursive: true, force: true });
    // Another that starts at the same moment may have been faster.
    const other = await soonRunning(databaseDir, password);
    if (other !== null) return other;
    throw new Error(
      `PostgreSQL could not be started in ${databaseDir}:\n${error instanceof Error ? error.message : String(error)}\nSet DATA_DIR to another folder, or DATABASE_URL to a server of yours.`,
      { cause: error },
    );
  }
}

async function refuseBarred(account: Account, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const barred = await whatBars(account, path);
    if (barred !== null)
      throw new Error(
        `PostgreSQL cannot reach ${path}: as root it runs as the account postgres, which may not enter ${barred}. Set DATA_DIR to a folder that it may enter, start as another user, or set DATABASE_URL to a server of yours.`,
      );
  }
}

const urlOf = (socketDir: string, password: string): string =>
  `postgres://postgres:${password}@localhost/postgres?host=${encodeURIComponent(socketDir)}`;

/** Whole as soon as it is there: of two that start at once, the second reads the first one's. */
async function keptPassword(path: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return (await readFile(path, 'utf8')).trim();
}

/** The lines of postmaster.pid: process, data, start, port, folder of the socket. */
async function runningServer(databaseDir: string, password: string): Promise<EmbeddedDatabase | null> {
  const lines = await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , , socketDir] = lines.split('\n');
  if (pid === undefined || socketDir === undefined || socketDir === '') return null;
  const url = urlOf(socketDir, password);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
  } catch {
    return null;
  }
  return { url, stop: async () => stopForeign(Number(pid), socketDir) };
}

async function soonRunning(databaseDir: string, password: string): Promise<EmbeddedDatabase | null> {
  const endMs = performance.now() + 3_000;
  while ((await exists(join(databaseDir, 'postmaster.pid'))) && performance.now() < endMs) {
    const running = await runningServer(databaseDir, password);
    if (running !== null) return running;
    await sleep(50);
  }
  return null;
}

/** A server that is no child of ours: its end is not told to us. SIGINT is PostgreSQL's fast shutdown. */
async function stopForeign(pid: number, socketDir: string): Promise<void> {
  const send = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(pid, signal);
    } catch {
      return false;
    }
  };
  send('SIGINT');
  while (send(0)) await sleep(20);
  if (basename(socketDir).startsWith(socketPrefix)) await rm(socketDir, { recursive: true, force: true });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
