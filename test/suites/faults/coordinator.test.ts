import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { setStage } from './stage.ts';

const kills = isFull ? 100 : 10;
const crashes = 10;

describe(`a coordinator that is killed ${kills} times`, async () => {
  const stage = await setStage();
  afterAll(stage.close);

  it('keeps what it acknowledged, does nothing twice, and conserves the money', {
    timeout: 600_000,
  }, async () => {
    const load = stage.load();
    for (let kill = 0; kill < kills; kill += 1) {
      // At another moment of its work each time; how long it works makes no difference to what is asserted.
      await sleep(Math.random() * 300);
      await stage.kill();
    }
    await load.stop();
    expect(await stage.faults()).toEqual([]);
    // The faults were met, and the work went on all the same.
    expect(stage.history.count.broken).toBeGreaterThan(kills);
    expect(stage.history.finished.size).toBeGreaterThan(0);
  });
});

describe(`a PostgreSQL that loses its power ${crashes} times`, async () => {
  const stage = await setStage();
  afterAll(stage.close);

  it('keeps what was acknowledged, and the coordinator goes on by itself', { timeout: 300_000 }, async () => {
    const load = stage.load();
    for (let crash = 0; crash < crashes; crash += 1) {
      await sleep(300 + Math.random() * 700);
      await stage.postgres.crash();
    }
    await load.stop();
    expect(await stage.faults()).toEqual([]);
    expect(stage.history.finished.size).toBeGreaterThan(0);
  });
});
