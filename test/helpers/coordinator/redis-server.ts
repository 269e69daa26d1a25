import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { freePort } from '../free-port.ts';

/** Suites that need it say so and are skipped without. */
export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0;

if (!hasRedis)
  console.warn(
    'Skipped here: what needs Redis. Install it (apt-get install -y redis-server) to have it tested.',
  );

export interface RedisServer {
  readonly url: string;
  readonly flush: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** Empty: nothing is kept on a disk. */
  readonly start: () => Promise<void>;
}

/** A real server of its own, on a port of its own, that forgets everything when it ends. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const child = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'].concat([
        '--maxmemory-policy',
        'noeviction',
      ]),
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    server = child;
    // A test that fails before it can close its scene leaves none behind.
    process.once('exit', () => child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('Ready to accept connections')) break;
    child.stdout.resume();
  };
  await start();
  return {
    url,
    start,
    kill: async () => {
      if (server === null) return;
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      server = null;
    },
    flush: async () => {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
  };
}
