import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from '../../../test/helpers/coordinator/coordinator-process.ts';
import { startPostgres } from '../../../test/helpers/coordinator/postgres-process.ts';
import { measureRuns, type RunFigures } from './runs.ts';
import { measureTasks, type TaskFigures } from './tasks.ts';
import { measureWebhooks, type WebhookFigures } from './webhooks.ts';

export interface CoordinatorFigures {
  readonly webhooks: readonly WebhookFigures[];
  readonly runs: RunFigures;
  readonly tasks: TaskFigures;
  readonly startMs: number;
  readonly rssBytes: { readonly idle: number; readonly most: number };
}

export interface WebhookPeer {
  /** Starts the peer, which finds PORT, WEBHOOK_SECRET, APP_ID and PRIVATE_KEY. */
  readonly command: string;
  readonly name: string;
  readonly path: string;
}

const port = 8_791;
const peerPort = 8_792;

/** One coordinator on a durable PostgreSQL, all on this machine, the load too; the peer takes the same webhooks right after. */
export async function measureCoordinator(
  folder: string,
  peer: WebhookPeer | null,
): Promise<CoordinatorFigures> {
  const postgres = await startPostgres();
  const secret = randomBytes(16).toString('hex');
  const settings = {
    PORT: String(port),
    DATABASE_URL: postgres.url,
    DATA_DIR: join(folder, 'coordinator'),
    ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    GITHUB_WEBHOOK_SECRET: secret,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_ADDRESS: '100000000',
    RATE_LIMIT_TOKEN: '100000000',
  };
  const first = await startProcess(settings);
  const adminToken = /co_\w+/.exec(first.output())?.[0] ?? '';
  await first.end('SIGTERM');
  const startedMs = performance.now();
  const coordinator = await startProcess(settings);
  const startMs = performance.now() - startedMs;
  try {
    const url = `http://127.0.0.1:${port}`;
    await sleep(2_000);
    const idle = await residentBytes(coordinator.pid);
    const ours = { name: 'the coordinator', url: `${url}/webhooks/github`, secret };
    const webhooks = [await measureWebhooks(ours)];
    if (peer !== null) webhooks.push(await measurePeer(peer, secret));
    const runs = await measureRuns({ url, adminToken });
    const tasks = await measureTasks({ url, databaseUrl: postgres.url });
    const most = await residentBytes(coordinator.pid, 'VmHWM');
    return { webhooks, runs, tasks, startMs, rssBytes: { idle, most } };
  } finally {
    await coordinator.end('SIGTERM');
    await postgres.close();
  }
}

async function measurePeer(peer: WebhookPeer, secret: string): Promise<WebhookFigures> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const child = spawn('/bin/sh', ['-c', peer.command], {
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT: String(peerPort),
      WEBHOOK_SECRET: secret,
      APP_ID: '1',
      PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      LOG_LEVEL: 'fatal',
      NODE_ENV: 'production',
    },
  });
  const url = `http://127.0.0.1:${peerPort}${peer.path}`;
  try {
    await listening(url, child);
    return await measureWebhooks({ name: peer.name, url, secret });
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  }
}

async function listening(url: string, child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit').then(() => {
    throw new Error('The peer ended before it listened');
  });
  const up = async (): Promise<void> => {
    for (;;) {
      const answer = await fetch(url, { method: 'POST' }).catch(() => null);
      if (answer !== null) return;
      await sleep(50);
    }
  };
  await Promise.race([up(), gone]);
  gone.catch(() => undefined);
}

async function residentBytes(pid: number, line: 'VmRSS' | 'VmHWM' = 'VmRSS'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) * 1024;
}
