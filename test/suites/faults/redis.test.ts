import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { hasRedis, startRedis } from '../../helpers/coordinator/redis-server.ts';
import { setStage } from './stage.ts';

const rounds = 5;

describe.skipIf(!hasRedis)('a Redis that is emptied and killed (needs redis-server)', async () => {
  const redis = await startRedis();
  const stage = await setStage(async () => ({ REDIS_URL: redis.url }));
  afterAll(async () => {
    await stage.close();
    await redis.kill();
  });

  it('takes nothing with it: what is due is done all the same', { timeout: 240_000 }, async () => {
    const load = stage.load();
    for (let round = 0; round < rounds; round += 1) {
      await sleep(500);
      await redis.flush();
      await sleep(500);
      await redis.kill();
      await redis.start();
    }
    await load.stop();
    expect(await stage.faults()).toEqual([]);
    await expect
      .poll(
        async () => stage.look('select kind, ref, attempts from outbox where run_after <= now() limit 5'),
        {
          timeout: 120_000,
          interval: 500,
        },
      )
      .toEqual([]);
    expect(await stage.look('select kind, error from dead_letters limit 5')).toEqual([]);
    expect(stage.history.finished.size).toBeGreaterThan(10);
  });
});
