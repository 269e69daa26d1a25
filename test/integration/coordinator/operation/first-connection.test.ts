import { afterAll, expect, it } from 'vitest';
import { createPostgresBroker } from '../../../../runner-pool/queues/postgres-broker.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { openWay } from '../../../helpers/coordinator/database-way.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const database = await createTestDatabase();
const way = await openWay(database.url);
const broker = createPostgresBroker({ url: way.url, workers: 2 }, () => undefined);
afterAll(async () => {
  await broker.close();
  await way.cut();
  await database.drop();
});

const job = { id: 'task-1-1', name: 'index-run', place: 100 };

it('says so where a worker finds no database at its start, instead of asking without a pause', async () => {
  await way.cut();
  await expect(broker.work('cleanup', { concurrency: 1, process: async () => undefined })).rejects.toThrow(
    'ECONNREFUSED',
  );
  await expect(broker.add('cleanup', [job])).rejects.toThrow('ECONNREFUSED');
});

it('takes jobs as soon as the database is there, though the first connection failed', async () => {
  await way.mend();
  const done: string[] = [];
  const worker = await broker.work('cleanup', {
    concurrency: 1,
    process: async ({ id }) => void done.push(id),
  });
  await broker.add('cleanup', [job]);
  await until(async () => done.length > 0);
  expect(done).toEqual([job.id]);
  await worker.close();
});
