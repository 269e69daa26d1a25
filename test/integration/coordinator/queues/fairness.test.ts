import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { backends, type Scene, setScene, someTasks } from './scene.ts';
import { plansWith } from './times.ts';

let scene: Scene | undefined;
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

describe.each(backends.filter(({ isThere }) => isThere))(
  'tenants of one coordinator, on $backend,',
  ({ backend }) => {
    const settled = async (made: Scene): Promise<void> =>
      vi.waitFor(async () => expect(await made.database.look('select id from outbox limit 1')).toEqual([]), {
        timeout: 30_000,
        interval: 50,
      });

    it('do not wait for the thousand tasks of another', { timeout: 60_000 }, async () => {
      scene = await setScene(backend);
      const [noisy, quiet] = [await scene.organization('noisy'), await scene.organization('quiet')];
      const order: number[] = [];
      await scene.start({
        plans: plansWith({ concurrency: 4, room: 640, share: 64 }),
        handlers: {
          'work-delivery': async (_, { orgId }) => {
            await sleep(2);
            order.push(orgId);
          },
        },
      });
      await scene.add(...someTasks(noisy, 1_000));
      await vi.waitFor(() => expect(order.length).toBeGreaterThan(100), { timeout: 20_000, interval: 1 });
      // Whatever the noisy one says of its own importance.
      await scene.add(...someTasks(noisy, 100, { kind: 'work-delivery', priority: 9 }), {
        orgId: quiet,
        kind: 'work-delivery',
        ref: 'the only one',
      });
      const added = order.length;
      await vi.waitFor(() => expect(order).toContain(quiet), { timeout: 20_000, interval: 1 });
      // One group of the noisy one's and what runs may go first; the rest of its share in the courier, and its backlog, not.
      expect(order.indexOf(quiet) - added).toBeLessThan(16 + 2 * 4 + 10);
      expect(order.length).toBeLessThan(900);
    });

    it('have no more done at once than their policy allows, over all queues and instances', {
      timeout: 60_000,
    }, async () => {
      scene = await setScene(backend);
      const bounded = await scene.organization('bounded', { concurrency: 3 });
      const free = await scene.organization('free');
      const running = new Map<number, number>();
      const most = new Map<number, number>();
      const handler = async (_: unknown, { orgId }: { orgId: number }): Promise<void> => {
        const now = (running.get(orgId) ?? 0) + 1;
        running.set(orgId, now);
        most.set(orgId, Math.max(now, most.get(orgId) ?? 0));
        await sleep(15);
        running.set(orgId, (running.get(orgId) ?? 0) - 1);
      };
      const handlers = { 'work-delivery': handler, 'index-run': handler };
      for (let instance = 0; instance < 2; instance++) await scene.start({ handlers });
      for (const orgId of [bounded, free])
        await scene.add(...someTasks(orgId, 60), ...someTasks(orgId, 60, { kind: 'index-run' }));
      await settled(scene);
      expect(most.get(bounded)).toBeLessThanOrEqual(3);
      expect(most.get(free)).toBeGreaterThan(3);
    });

    it('take turns when there is not room for all', { timeout: 60_000 }, async () => {
      scene = await setScene(backend);
      const tenants: number[] = [];
      for (let index = 0; index < 12; index++) tenants.push(await scene.organization(`tenant ${index}`));
      const order: number[] = [];
      await scene.add(...tenants.flatMap((orgId) => someTasks(orgId, 40)));
      await scene.start({
        plans: plansWith({ concurrency: 2, room: 8, share: 4 }),
        handlers: { 'work-delivery': async (_, { orgId }) => void order.push(orgId) },
      });
      await settled(scene);
      // Each had its first done before anybody had half of theirs.
      const firsts = tenants.map((orgId) => order.indexOf(orgId));
      expect(Math.max(...firsts)).toBeLessThan(12 * 20);
      expect(order).toHaveLength(12 * 40);
    });
  },
);
