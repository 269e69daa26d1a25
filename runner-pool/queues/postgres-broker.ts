import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, type PgPool, withBackend } from 'bullmq';
import type pg from 'pg';
import { openPool } from '../database/pool.ts';
import type { Broker } from './broker.ts';
import { createBullMqBroker } from './bullmq-broker.ts';
import { queueSchema } from './migrate-queues.ts';

/** BullMQ on the coordinator's own PostgreSQL, in a schema of its own. Each worker keeps a connection, to be told of jobs. */
export function createPostgresBroker(
  { url, workers }: { readonly url: string; readonly workers: number },
  onFault: (error: Error) => void,
): Broker {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const pool = openPool({
    url,
    connections: workers + 8,
    name: 'queues',
    as: 'service',
    schema: queueSchema,
    // Whatever it loses is handed to it again.
    isDurable: false,
  });
  pauseAfterFaults(pool);
  // Each queue and each worker of BullMQ listens for the faults of the pool that they share.
  pool.setMaxListeners(0);
  // The same to BullMQ, whose own description of it is narrower than what it says that it takes.
  const connection = pool as unknown as PgPool;
  return createBullMqBroker(
    {
      name: 'postgres',
      newQueue: (name, options) => new Queue(name, { ...options, connection }),
      newWorker: (name, process, options) => new Worker(name, process, { ...options, connection }),
      ping: async () => void (await pool.query('select 1')),
      close: async () => pool.end(),
    },
    onFault,
  );
}

const pauseMs = 500;

/**
 * A worker of BullMQ asks again at once after each fault that it does not take for a lost connection, which is most of them:
 * PostgreSQL starting up, its socket gone, no connection free. So a fault takes a while to be told.
 */
function pauseAfterFaults(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  const paused = async (...args: unknown[]): Promise<unknown> => {
    try {
      return await query(...args);
    } catch (error) {
      await sleep(pauseMs);
      throw error;
    }
  };
  Object.assign(pool, { query: paused });
}
