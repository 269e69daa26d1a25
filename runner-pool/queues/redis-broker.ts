import { createRedisBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { Broker } from './broker.ts';
import { createBullMqBroker } from './bullmq-broker.ts';

const mostWaitMs = 2_000;

/** BullMQ on Redis, which may be flushed, restarted empty or away at any moment. */
export function createRedisBroker(url: string, onFault: (error: Error) => void): Broker {
  const { Queue, Worker } = withBackend(createRedisBackend);
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(times * 100, mostWaitMs),
  });
  connection.on('error', onFault);
  return createBullMqBroker(
    {
      name: 'redis',
      newQueue: (name, options) => new Queue(name, { ...options, connection }),
      newWorker: (name, process, options) => new Worker(name, process, { ...options, connection }),
      ping: async () => void (await connection.ping()),
      close: async () => connection.disconnect(),
    },
    onFault,
  );
}
