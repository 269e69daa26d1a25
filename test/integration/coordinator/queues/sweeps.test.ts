import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Sweep } from '../../../../runner-pool/queues/sweeps.ts';
import { hasRedis } from '../../../helpers/coordinator/redis-server.ts';
import { backends, type Scene, setScene } from './scene.ts';

let scene: Scene | undefined;
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

/** Counts its runs, and how many there were at a time. */
function counting(): { readonly sweep: Sweep; readonly runs: () => number; readonly most: () => number } {
  let [runs, now, most] = [0, 0, 0];
  const sweep: Sweep = {
    name: 'count',
    everyMs: 200,
    sweep: async () => {
      runs += 1;
      now += 1;
      most = Math.max(most, now);
      // Longer than the beat, so that the next ones come meanwhile.
      await sleep(500);
      now -= 1;
    },
  };
  return { sweep, runs: () => runs, most: () => most };
}

const reaches = async (count: () => number, wanted: number): Promise<void> =>
  vi.waitFor(() => expect(count()).toBeGreaterThanOrEqual(wanted), { timeout: 20_000, interval: 20 });

describe.each(backends.filter(({ isThere }) => isThere))('a sweep, on $backend,', ({ backend }) => {
  it('comes again and again, in one instance at a time', async () => {
    scene = await setScene(backend);
    const { sweep, runs, most } = counting();
    for (let instance = 0; instance < 3; instance++) await scene.start({ sweeps: [sweep] });
    await reaches(runs, 5);
    expect(most()).toBe(1);
  });

  it('comes after a restart too', async () => {
    scene = await setScene(backend);
    const [before, after] = [counting(), counting()];
    const first = await scene.start({ sweeps: [before.sweep] });
    await reaches(before.runs, 2);
    await first.close();
    const ran = before.runs();
    await scene.start({ sweeps: [after.sweep] });
    await reaches(after.runs, 3);
    expect(before.runs()).toBe(ran);
  });

  it('that fails comes again', async () => {
    scene = await setScene(backend);
    let runs = 0;
    const failing: Sweep = {
      name: 'fail',
      everyMs: 200,
      sweep: async () => {
        runs += 1;
        throw new Error('not this time');
      },
    };
    await scene.start({ sweeps: [failing] });
    await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(3), { timeout: 20_000, interval: 20 });
  });

  it('that outlives its instance is taken over', async () => {
    scene = await setScene(backend);
    await scene.database.look(
      `insert into sweeps (name, claim, held_until, started_at)
       values ('count', gen_random_uuid(), now() + interval '1.5 s', now())`,
    );
    const { sweep, runs } = counting();
    await scene.start({ sweeps: [sweep] });
    expect(runs()).toBe(0);
    await reaches(runs, 2);
  });
});

describe.skipIf(!hasRedis)('a sweep, on Redis,', () => {
  it('goes on while the courier is away, and after it forgot everything', async () => {
    scene = await setScene('Redis');
    const { sweep, runs, most } = counting();
    await scene.start({ sweeps: [sweep] });
    await reaches(runs, 2);
    await scene.redis?.kill();
    await reaches(runs, runs() + 3);
    await scene.redis?.start();
    await reaches(runs, runs() + 3);
    await scene.redis?.flush();
    await reaches(runs, runs() + 3);
    expect(most()).toBe(1);
  });
});
