import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Handler } from '../../../../runner-pool/queues/handlers.ts';
import type { Queues } from '../../../../runner-pool/queues/start-queues.ts';
import type { NewTask } from '../../../../runner-pool/store/outbox.ts';
import { TaskFailure } from '../../../../runner-pool/task-failure.ts';
import { backends, type Scene, setScene, someTasks } from './scene.ts';
import { plansWith } from './times.ts';

describe.each(backends)('a task, carried by $backend,', ({ backend, isThere }) => {
  let scene: Scene;
  let orgId: number;
  const running: Queues[] = [];
  beforeAll(async () => {
    if (!isThere) return;
    scene = await setScene(backend);
    orgId = await scene.organization('acme');
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(async (queues) => queues.close()));
    await scene?.database.look('truncate outbox, dead_letters');
  });
  afterAll(async () => scene?.close());

  const start = async (handler: Handler): Promise<void> =>
    void running.push(await scene.start({ handlers: { 'work-delivery': handler } }));
  const outbox = async (): Promise<readonly { attempts: number; delay: number }[]> =>
    scene.database.look(
      'select attempts, extract(epoch from run_after - now())::float8 as delay from outbox where claim is null',
    );
  const letters = async (): Promise<readonly object[]> =>
    scene.database.look('select kind, ref, attempts, error from dead_letters');
  const until = async (check: () => Promise<void> | void): Promise<void> =>
    vi.waitFor(check, { timeout: 15_000, interval: 20 });
  const one = (): NewTask => ({ orgId, kind: 'work-delivery', ref: 'task 0' });

  it.skipIf(!isThere)('is done once by two instances that work side by side', async () => {
    const done: string[] = [];
    const handler: Handler = async (_, { ref }) => void done.push(ref);
    await Promise.all([start(handler), start(handler)]);
    const tasks = someTasks(orgId, 300);
    await scene.add(...tasks);
    await until(async () => expect(await outbox()).toEqual([]));
    expect(done.toSorted()).toEqual(tasks.map(({ ref }) => ref).toSorted());
  });

  it.skipIf(!isThere)('is done once more when it is asked for while it is being done', async () => {
    const asked = Promise.withResolvers<void>();
    let times = 0;
    await start(async () => {
      times += 1;
      if (times === 1) await asked.promise;
    });
    await scene.add(one());
    await until(() => expect(times).toBe(1));
    await scene.add(one(), one());
    asked.resolve();
    await until(async () => expect([times, await outbox()]).toEqual([2, []]));
  });

  it.skipIf(!isThere)('may have itself done again later', async () => {
    await start(async (context) => {
      await context.database.call('select add_task($1, $2, $3, $4, 0, $5)', [
        orgId,
        'webhooks',
        'work-delivery',
        'task 0',
        new Date(Date.now() + 3_600_000),
      ]);
    });
    await scene.add(one());
    await until(async () => expect((await outbox())[0]?.delay).toBeGreaterThan(3_500));
    expect(await outbox()).toMatchObject([{ attempts: 0 }]);
  });

  it.skipIf(!isThere)(
    'that fails is tried again, then becomes a dead letter with the last error',
    async () => {
      let times = 0;
      await start(async () => {
        times += 1;
        throw new Error(`fault ${times}`);
      });
      await scene.add(one());
      await until(async () =>
        expect(await letters()).toEqual([
          { kind: 'work-delivery', ref: 'task 0', attempts: 3, error: 'fault 3' },
        ]),
      );
      expect([times, await outbox()]).toEqual([3, []]);
    },
  );

  it.skipIf(!isThere)('that nothing but a person can mend is not tried again', async () => {
    await start(async () => {
      throw new TaskFailure('install the App', { means: 'final' });
    });
    await scene.add(one());
    await until(async () =>
      expect(await letters()).toMatchObject([{ attempts: 1, error: 'install the App' }]),
    );
  });

  it.skipIf(!isThere)('that is too early counts no attempt, however often', async () => {
    let times = 0;
    await start(async () => {
      times += 1;
      if (times <= 6) throw new TaskFailure('still in progress', { means: 'later', retryAfterMs: 0 });
    });
    await scene.add(one());
    await until(async () => expect([times, await outbox(), await letters()]).toEqual([7, [], []]));
  });

  it.skipIf(!isThere)('waits as long as it is told to', async () => {
    await start(async () => {
      throw Object.assign(new Error('slow down'), { retryAfterMs: 3_600_000 });
    });
    await scene.add(one());
    await until(async () => expect((await outbox())[0]?.delay).toBeGreaterThan(3_590));
    expect(await outbox()).toMatchObject([{ attempts: 1 }]);
  });

  it.skipIf(!isThere)('of a kind that this version does not know is kept for one that does', async () => {
    await start(async () => undefined);
    await scene.add({ orgId, kind: 'index-run', ref: 'run' });
    await until(async () => expect((await outbox())[0]?.delay).toBeGreaterThan(1));
    expect(await outbox()).toMatchObject([{ attempts: 0 }]);
  });

  it.skipIf(!isThere)('comes in the order of priorities', async () => {
    const done: string[] = [];
    await scene.add(
      ...[0, 5, -3, 9, 1].map((priority) => ({ ...one(), ref: `priority ${priority}`, priority })),
    );
    running.push(
      await scene.start({
        handlers: { 'work-delivery': async (_, { ref }) => void done.push(ref) },
        plans: plansWith({ concurrency: 1 }),
      }),
    );
    await until(() => expect(done).toHaveLength(5));
    expect(done).toEqual(['priority 9', 'priority 5', 'priority 1', 'priority 0', 'priority -3']);
  });

  it.skipIf(!isThere)(
    'goes back when the instance that does it ends first, and counts no attempt',
    async () => {
      const begun = Promise.withResolvers<void>();
      await start(async (_context, _task, signal) => {
        begun.resolve();
        await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        );
      });
      await scene.add(one());
      await begun.promise;
      await running.pop()?.close();
      expect(await scene.database.look('select attempts, claim, held_until from outbox')).toEqual([
        { attempts: 0, claim: null, held_until: null },
      ]);
    },
  );
});
