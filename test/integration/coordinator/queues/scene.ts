import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../../runner-pool/config.ts';
import { type Context, createContext } from '../../../../runner-pool/context.ts';
import { type QueueOptions, type Queues, startQueues } from '../../../../runner-pool/queues/start-queues.ts';
import { addTask, type NewTask } from '../../../../runner-pool/store/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../../../helpers/coordinator/database.ts';
import { hasRedis, type RedisServer, startRedis } from '../../../helpers/coordinator/redis-server.ts';
import { plansWith, shortTimes } from './times.ts';

/** Both ways to carry tasks; everything holds on either. */
export const backends = [
  { backend: 'PostgreSQL', isThere: true },
  { backend: 'Redis', isThere: hasRedis },
] as const;
export type Backend = (typeof backends)[number]['backend'];

export interface Scene {
  readonly database: TestDatabase;
  readonly context: Context;
  /** Null on PostgreSQL. */
  readonly redis: RedisServer | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly organization: (login: string, policy?: object) => Promise<number>;
  /** Another instance of the coordinator's queues, in this process. */
  readonly start: (options?: Partial<QueueOptions>) => Promise<Queues>;
  readonly add: (...tasks: readonly NewTask[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function setScene(
  backend: Backend,
  more: Readonly<Record<string, string>> = {},
): Promise<Scene> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'queues-'));
  const redis = backend === 'Redis' ? await startRedis() : null;
  const settings = {
    PORT: '0',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: '00'.repeat(32),
    LOG_LEVEL: 'silent',
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
    ...more,
  };
  const config = readConfig(settings);
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  const context = await createContext(config, database.url);
  const running: Queues[] = [];
  return {
    database,
    context,
    redis,
    settings,
    organization: async (login, policy = {}) => {
      const rows = await database.look<{ id: number }>(
        `with made as (insert into organizations (login) values ($1) returning id)
         insert into organization_settings (org_id, policy) select id, $2 from made returning org_id::int as id`,
        [login, JSON.stringify(policy)],
      );
      return rows[0]?.id ?? -1;
    },
    start: async (options = {}) => {
      const queues = await startQueues(context, {
        databaseUrl: database.url,
        times: shortTimes,
        plans: plansWith(),
        handlers: {},
        sweeps: [],
        ...options,
      });
      running.push(queues);
      return queues;
    },
    add: async (...tasks) => {
      await context.database.inDirectory(async (tx) => {
        for (const task of tasks) await addTask(tx, task);
      });
      context.tasks.nudge();
    },
    close: async () => {
      await Promise.all(running.map(async (queues) => queues.close()));
      await context.database.close();
      await redis?.kill();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Tasks of one tenant, by number. */
export function someTasks(orgId: number, count: number, more: Partial<NewTask> = {}): readonly NewTask[] {
  return Array.from({ length: count }, (_, index) => ({
    orgId,
    kind: 'work-delivery' as const,
    ref: `task ${index}`,
    ...more,
  }));
}
