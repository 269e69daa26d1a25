import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Account } from './postgres-account.ts';

export interface PostgresProcess {
  readonly stop: () => Promise<void>;
}

/** None of our secrets, and messages in the language that we look for. */
const environment = { LC_ALL: 'C', LC_MESSAGES: 'C' };
const keptLines = 8;

interface NewCluster {
  readonly initdb: string;
  readonly databaseDir: string;
  readonly password: string;
  readonly account: Account | null;
}

/** Makes an empty cluster beside its place and moves it there when it is complete: one that was broken off would never start. */
export async function makeCluster({ initdb, databaseDir, password, account }: NewCluster): Promise<void> {
  const draft = `${databaseDir}.${randomBytes(6).toString('hex')}`;
  const passwordFile = join(draft, 'password');
  await mkdir(draft, { mode: 0o700 });
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account !== null)
      await Promise.all([draft, passwordFile].map(async (path) => chown(path, account.uid, account.gid)));
    const cluster = join(draft, 'cluster');
    const made = launch(
      initdb,
      [
        `--pgdata=${cluster}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
      ].concat(['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale']),
      account,
    );
    const [code] = (await once(made.child, 'close')) as [number | null];
    if (code !== 0) throw new Error(made.said());
    await rename(cluster, databaseDir).catch((error: NodeJS.ErrnoException) => {
      // Another coordinator that starts at the same moment was faster.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

interface ServerStart {
  readonly postgres: string;
  readonly databaseDir: string;
  readonly socketDir: string;
  readonly account: Account | null;
}

/** Resolves once it takes connections; rejects with what it said last if it ends before. */
export async function startServer({
  postgres,
  databaseDir,
  socketDir,
  account,
}: ServerStart): Promise<PostgresProcess> {
  if (account !== null) await chown(socketDir, account.uid, account.gid);
  await chmod(socketDir, 0o700);
  const settings = ['listen_addresses=', 'max_connections=200'].flatMap((setting) => ['-c', setting]);
  const { child, said } = launch(postgres, ['-D', databaseDir, '-k', socketDir, ...settings], account);
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (data: Buffer) => {
      if (data.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(said())));
  });
  const unexpected = (): never => {
    throw new Error(`PostgreSQL ended by itself: ${said()}`);
  };
  child.once('exit', unexpected);
  // It keeps nobody alive: who did not get its folder ends, and leaves it to the one who did.
  child.unref();
  (child.stderr as Socket | null)?.unref();
  return {
    stop: async () => {
      child.off('exit', unexpected);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.ref();
      // Fast shutdown: transactions are rolled back, the rest is written.
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** In a session of its own: Ctrl-C in a terminal is for us alone, who then end it in order. */
function launch(
  program: string,
  args: readonly string[],
  account: Account | null,
): { readonly child: ChildProcess; readonly said: () => string } {
  const options: SpawnOptions = {
    ...account,
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  };
  const child = spawn(program, args, options);
  let lines: readonly string[] = [];
  child.stderr?.on('data', (data: Buffer) => {
    lines = [...lines, ...data.toString().trim().split('\n')].slice(-keptLines);
  });
  return { child, said: () => lines.join('\n') };
}
