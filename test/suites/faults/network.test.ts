import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type DatabaseWay, openWay } from '../../helpers/coordinator/database-way.ts';
import { type NetworkFault, startFaultProxy } from '../../helpers/fault-proxy.ts';
import { setStage } from './stage.ts';

const rounds = 4;

describe('a network that fails between runs and coordinator', async () => {
  const stage = await setStage();
  const proxy = await startFaultProxy(stage.url);
  afterAll(async () => {
    await proxy.close();
    await stage.close();
  });

  it('loses no answer that counts, and has nothing done twice', { timeout: 240_000 }, async () => {
    const load = stage.load({ url: proxy.url });
    const faults: readonly NetworkFault[] = [
      { kind: 'reset' },
      { kind: 'answer lost' },
      { kind: 'refused' },
      { kind: 'black hole' },
      { kind: 'status', status: 502 },
      { kind: 'slow', ms: 50 },
    ];
    for (let round = 0; round < rounds; round += 1)
      for (const fault of faults) {
        proxy.set(fault);
        await sleep(150 + Math.random() * 150);
        // What hangs in the hole is cut: whoever sent it would wait for 10 s.
        proxy.set({ kind: 'reset' });
        proxy.set({ kind: 'none' });
        await sleep(150 + Math.random() * 150);
      }
    await load.stop();
    expect(await stage.faults()).toEqual([]);
    expect(stage.history.count.broken).toBeGreaterThan(rounds);
    expect(stage.history.finished.size).toBeGreaterThan(0);
  });
});

describe('a network that fails between coordinator and PostgreSQL', async () => {
  let way: DatabaseWay | null = null;
  const stage = await setStage(async (url) => {
    way = await openWay(url);
    return { DATABASE_URL: way.url };
  });
  afterAll(stage.close);

  it('is outlived by the coordinator, cut or silent', { timeout: 240_000 }, async () => {
    if (way === null) throw new Error('There is no way to the database');
    const load = stage.load();
    for (let round = 0; round < rounds * 2; round += 1) {
      await sleep(300 + Math.random() * 300);
      if (round % 2 === 1) way.silence();
      await sleep(round % 2 === 1 ? 1_000 : 0);
      await way.cut();
      await sleep(Math.random() * 500);
      await way.mend();
    }
    await load.stop();
    expect(await stage.faults()).toEqual([]);
    expect(way.count()).toBeGreaterThan(rounds * 2);
    expect(stage.history.finished.size).toBeGreaterThan(0);
  });
});
