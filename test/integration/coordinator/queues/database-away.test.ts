import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPostgresBroker } from '../../../../runner-pool/queues/postgres-broker.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';

it('asks a database that is gone now and then, not as fast as it can', async () => {
  const database = await createTestDatabase();
  const faults: Error[] = [];
  const broker = createPostgresBroker({ url: database.url, workers: 1 }, (error) => void faults.push(error));
  await broker.work('webhooks', { concurrency: 1, process: async () => undefined });
  await database.drop();
  await expect.poll(() => faults.length).toBeGreaterThan(0);
  const before = faults.length;
  await sleep(1_000);
  // Unpaused it is tens of thousands.
  expect(faults.length - before).toBeLessThan(100);
  await broker.close().catch(() => undefined);
});
