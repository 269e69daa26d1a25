import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventBatch } from '../../../contract/run-protocol.ts';
import { maxBatchEvents } from '../../../contract/run-protocol.ts';
import type { NetworkFault } from '../../helpers/fault-proxy.ts';
import { problem } from '../../helpers/scripted-coordinator.ts';
import { reportOf, type Scene, startScene, storedLines, until } from './scene.ts';

const write = ({ journal }: Pick<Scene, 'journal'>, count: number, chars = 40): void => {
  for (let index = 0; index < count; index++) journal.append('claude.assistant', { text: 'ü'.repeat(chars) });
};

/** Ends the run as it ends in truth: journal first, then the report. */
async function end(scene: Scene): Promise<Awaited<ReturnType<Scene['link']['handIn']>>> {
  await scene.journal.close();
  return scene.link.handIn(reportOf(scene.journal), { isHurried: false });
}

async function expectWhole(scene: Scene): Promise<void> {
  const lines = (await readFile(join(scene.dir, 'journal.ndjson'), 'utf8')).trimEnd().split('\n');
  expect(storedLines(scene)).toEqual(lines.map((line) => JSON.parse(line)));
  expect(scene.coordinator.violations).toEqual([]);
}

describe('the journal on its way to the coordinator', () => {
  it('arrives whole, in batches of at most a thousand lines, compressed', async () => {
    const scene = await startScene();
    await scene.link.entry;
    write(scene, 5000);
    expect(await end(scene)).toEqual({ acknowledgedSeq: 5000, missing: null });
    await expectWhole(scene);
    const sizes = scene.coordinator.asked
      .filter(({ route }) => route === 'events')
      .map(({ body }) => (body as EventBatch).events.length);
    expect(Math.max(...sizes)).toBe(maxBatchEvents);
  });

  it('is sent while the run goes on', async () => {
    const scene = await startScene();
    await scene.link.entry;
    write(scene, 3);
    await until(() => scene.coordinator.events.size === 3, 'three lines are there');
    write(scene, 2);
    await until(() => scene.coordinator.events.size === 5, 'five lines are there');
    expect(scene.coordinator.asked.some(({ route }) => route === 'finish')).toBe(false);
  });

  for (const fault of [
    { kind: 'refused' },
    { kind: 'reset' },
    { kind: 'answer lost' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 404 },
  ] as const satisfies readonly NetworkFault[]) {
    it(`arrives whole after ${JSON.stringify(fault)} in the middle`, async () => {
      const scene = await startScene();
      await scene.link.entry;
      write(scene, 1200);
      await until(() => scene.coordinator.events.size === 1200, 'the first lines are there');
      scene.proxy.set(fault);
      write(scene, 1500);
      const failed = 'Events were not taken';
      await until(() => scene.logged.some((line) => line.startsWith(failed)), 'a batch was lost');
      scene.proxy.set({ kind: 'none' });
      expect(await end(scene)).toEqual({ acknowledgedSeq: 2700, missing: null });
      await expectWhole(scene);
    });
  }

  it('arrives whole from a coordinator that takes its time', async () => {
    const scene = await startScene({ prepare: ({ proxy }) => proxy.set({ kind: 'slow', ms: 700 }) });
    await scene.link.entry;
    write(scene, 3000);
    expect(await end(scene)).toMatchObject({ missing: null });
    await expectWhole(scene);
  });

  it('begins again where a coordinator has lost what it acknowledged', async () => {
    let forget = false;
    const scene = await startScene({
      script: ({ route }) => {
        if (route !== 'events' || !forget) return null;
        forget = false;
        return { status: 200, body: { acknowledgedSeq: 10 } };
      },
    });
    await scene.link.entry;
    write(scene, 50);
    await until(() => scene.coordinator.events.size === 50, 'the first lines are there');
    forget = true;
    write(scene, 5);
    expect(await end(scene)).toMatchObject({ acknowledgedSeq: 55, missing: null });
    const firsts = scene.coordinator.asked
      .filter(({ route }) => route === 'events')
      .map(({ body }) => (body as EventBatch).events[0]?.seq);
    expect(firsts).toContain(11);
    await expectWhole(scene);
  });

  it('goes on past a line that is refused, and says in its place that there was one', async () => {
    const scene = await startScene({
      script: ({ route, body }) => {
        if (route !== 'events') return null;
        const isBad = (body as EventBatch).events.some(
          ({ seq, type }) => seq === 777 && type !== 'action.line_refused',
        );
        return isBad ? problem(422, 'invalid_request', 'Line 777 is nested too deep') : null;
      },
    });
    await scene.link.entry;
    write(scene, 2000);
    expect(await end(scene)).toEqual({ acknowledgedSeq: 2000, missing: null });
    const stored = storedLines(scene) as { seq: number; type: string; data: unknown }[];
    expect(stored.filter(({ type }) => type === 'action.line_refused')).toEqual([
      expect.objectContaining({
        seq: 777,
        data: { bytes: expect.any(Number), why: 'Line 777 is nested too deep.' },
      }),
    ]);
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
  });

  it('makes its batches smaller for a gateway that takes no large bodies', async () => {
    const scene = await startScene({
      script: ({ route, body }) =>
        route === 'events' && JSON.stringify(body).length > 20_000
          ? { status: 413, body: '<html>too large</html>' }
          : null,
    });
    await scene.link.entry;
    write(scene, 800);
    expect(await end(scene)).toMatchObject({ missing: null });
    await expectWhole(scene);
  });

  it('cuts a line that is longer than an event may be, and says so in it', async () => {
    const scene = await startScene();
    await scene.link.entry;
    write(scene, 1);
    write(scene, 1, 1_500_000);
    write(scene, 1);
    expect(await end(scene)).toEqual({ acknowledgedSeq: 3, missing: null });
    const [, cut] = storedLines(scene) as { type: string; data: { cut: { bytes: number }; head: string } }[];
    expect(cut?.type).toBe('claude.assistant');
    expect(cut?.data.cut.bytes).toBeGreaterThan(3_000_000);
    expect(cut?.data.head).toContain('"seq":2');
    expect(scene.coordinator.violations).toEqual([]);
  });

  it('leaves a line that is still being written for later', async () => {
    const scene = await startScene();
    await scene.link.entry;
    const path = join(scene.dir, 'journal.ndjson');
    await appendFile(
      path,
      '{"seq":1,"at":"2026-11-21T10:00:00.000Z","type":"a","data":1}\n{"seq":2,"at":"2026-',
    );
    await until(() => scene.coordinator.events.size === 1, 'the first line is there');
    await appendFile(path, '11-21T10:00:00.000Z","type":"b","data":2}\n');
    await until(() => scene.coordinator.events.size === 2, 'the second line is there');
    expect(scene.coordinator.violations).toEqual([]);
  });

  it('ends where the coordinator keeps no more of it, and says so', async () => {
    const isBeyond = ({ events }: EventBatch): boolean => events.some(({ seq }) => seq > 100);
    const scene = await startScene({
      script: ({ route, body }) =>
        route === 'events' && isBeyond(body) ? problem(403, 'event_limit', 'A run keeps 100 events') : null,
    });
    await scene.link.entry;
    write(scene, 100);
    await until(() => scene.coordinator.events.size === 100, 'the first lines are there');
    write(scene, 100);
    const { acknowledgedSeq, missing } = await end(scene);
    expect(acknowledgedSeq).toBe(100);
    expect(missing).toBe('has 100 of 200 lines of the journal. A run keeps 100 events.');
    const sent = scene.coordinator.asked.filter(({ route }) => route === 'events');
    expect(sent.filter(({ body }) => isBeyond(body))).toHaveLength(1);
  });
});
