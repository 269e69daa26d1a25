import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hasRedis } from '../../../helpers/coordinator/redis-server.ts';
import { type Backend, backends, type Scene, setScene, someTasks } from './scene.ts';
import { plansWith } from './times.ts';

let scene: Scene | undefined;
afterEach(async () => scene?.close());

/** A courier that has all of it, and is slow enough to be met with most of it undone. */
async function busyScene(
  backend: Backend,
  count: number,
): Promise<{ scene: Scene; done: string[]; wanted: string[] }> {
  const made = await setScene(backend);
  scene = made;
  const orgId = await made.organization('acme');
  const done: string[] = [];
  await made.start({
    plans: plansWith({ room: 2_000, share: 2_000, concurrency: 4 }),
    handlers: {
      'work-delivery': async (_, { ref }) => {
        await sleep(5);
        done.push(ref);
      },
    },
  });
  const tasks = someTasks(orgId, count);
  await made.add(...tasks);
  await vi.waitFor(() => expect(done.length).toBeGreaterThan(10), { timeout: 15_000, interval: 5 });
  return { scene: made, done, wanted: tasks.map(({ ref }) => ref) };
}

async function allDone(made: Scene): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(await made.database.look('select ref, hands, missed, claim from outbox limit 5')).toEqual([]),
    { timeout: 40_000, interval: 50 },
  );
}

describe.skipIf(!hasRedis)('Redis', () => {
  it('may be flushed while 500 tasks are in it', { timeout: 60_000 }, async () => {
    const { scene: made, done, wanted } = await busyScene('Redis', 500);
    await made.redis?.flush();
    expect(done.length).toBeLessThan(400);
    await allDone(made);
    expect(done.toSorted()).toEqual(wanted.toSorted());
  });

  it('may be killed and come back empty, and tasks be added meanwhile', { timeout: 60_000 }, async () => {
    const { scene: made, done, wanted } = await busyScene('Redis', 300);
    await made.redis?.kill();
    const orgId = await made.organization('later');
    await made.add({ orgId, kind: 'work-delivery', ref: 'added while it was away' });
    await made.redis?.start();
    await allDone(made);
    expect(done.toSorted()).toEqual([...wanted, 'added while it was away'].toSorted());
  });

  it('may be away when the coordinator starts', { timeout: 60_000 }, async () => {
    const made = await setScene('Redis');
    scene = made;
    const orgId = await made.organization('acme');
    await made.redis?.kill();
    const done: string[] = [];
    await made.start({ handlers: { 'work-delivery': async (_, { ref }) => void done.push(ref) } });
    await made.add(...someTasks(orgId, 3));
    await expect(made.context.tasks.ping()).rejects.toThrow('did not answer');
    await made.redis?.start();
    await allDone(made);
    expect(done.toSorted()).toEqual(['task 0', 'task 1', 'task 2']);
    await made.context.tasks.ping();
  });
});

it.each(backends.filter(({ isThere }) => isThere))(
  'every connection to PostgreSQL may break, with $backend as the courier',
  { timeout: 60_000 },
  async ({ backend }) => {
    const { scene: made, done, wanted } = await busyScene(backend, 600);
    for (let round = 0; round < 3; round++) {
      await vi.waitFor(async () => expect(await cutAll(made)).toBeGreaterThan(0), {
        timeout: 20_000,
        interval: 1,
      });
      const before = done.length;
      await vi.waitFor(() => expect(done.length).toBeGreaterThan(before), { timeout: 20_000, interval: 1 });
    }
    // It did not break after all was done.
    expect(new Set(done).size).toBeLessThan(wanted.length);
    await allDone(made);
    // One that was done while its connection broke may be done again: never none.
    expect([...new Set(done)].toSorted()).toEqual(wanted.toSorted());
  },
);

async function cutAll({ database }: Scene): Promise<number> {
  const cut = await database.look(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name <> '' and pid <> pg_backend_pid()`,
  );
  return cut.length;
}
