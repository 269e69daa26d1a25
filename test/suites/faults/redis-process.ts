import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface RedisProcess {
  readonly url: string;
  /** FLUSHALL, as somebody's mistake. */
  readonly flush: () => Promise<void>;
  /** Killed, and back at the same address with nothing in it. */
  readonly restartEmpty: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Whether Debian's redis-server is here; suites that need it say so and are skipped without. */
export const hasRedis: boolean = (() => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A Redis that keeps nothing, at a port of its own. */
export async function startRedis(port: number): Promise<RedisProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'redis-'));
  const url = `redis://127.0.0.1:${port}`;
  let child = await start(port, dir);
  return {
    url,
    flush: async () => {
      const client = new Redis(url);
      await client.flushall();
      await client.quit();
    },
    restartEmpty: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      child = await start(port, dir);
    },
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function start(port: number, dir: string): Promise<ChildProcess> {
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const child = spawn('redis-server', settings, { stdio: 'ignore' });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.quit();
      return child;
    } catch {
      await sleep(20);
    }
  }
}
