import { expect, it } from 'vitest';
import type { FinishRequest } from '../../../contract/run-protocol.ts';
import { heartbeat, problem, type Script } from '../../helpers/scripted-coordinator.ts';
import { reportOf, startScene, token, until } from './scene.ts';

const beats =
  (answer: Script): Script =>
  (asked, index) =>
    asked.route === 'heartbeat' ? answer(asked, index) : null;

it.concurrent('tells in each heartbeat what is spent and how far the journal is', async ({
  onTestFinished: cleanUp,
}) => {
  const scene = await startScene({ cleanUp });
  await scene.link.entry;
  scene.journal.append('a', 1);
  const last = () => scene.coordinator.asked.findLast(({ route }) => route === 'heartbeat');
  await until(() => last() !== undefined, 'a heartbeat');
  expect(last()?.body).toEqual({ epoch: 1, spentMicroUsd: 1234, lastSeq: 1 });
});

it.concurrent('takes each change of the grant', async ({ onTestFinished: cleanUp }) => {
  const grants = [300_000, 200_000].map((microUsd) => ({ microUsd, turns: null, seconds: 100 }));
  const scene = await startScene({
    cleanUp,
    script: beats((_, index) => ({
      status: 200,
      body: heartbeat({ grant: grants[Math.min(index, 1)] as never }),
    })),
  });
  await until(() => scene.grants.length >= 3, 'two changes');
  expect(scene.grants.slice(1, 3)).toEqual(grants);
});

it('says the epoch that the coordinator names, where it does not know ours', async () => {
  const refused = problem(409, 'unknown_epoch', 'epoch is 1, which this run was never given');
  const scene = await startScene({
    script: beats((_, index) =>
      index === 0
        ? { ...refused, body: { ...(refused.body as object), epoch: 0 } }
        : { status: 200, body: heartbeat({}) },
    ),
  });
  const epochs = () =>
    scene.coordinator.asked.flatMap(({ route, body }) =>
      route === 'heartbeat' ? [(body as { readonly epoch: number }).epoch] : [],
    );
  await until(() => epochs().length >= 2, 'two heartbeats');
  expect(epochs().slice(0, 2)).toEqual([1, 0]);
  expect(scene.cancels).toEqual([]);
});

it.concurrent('is called off once, however often it is said', async ({ onTestFinished: cleanUp }) => {
  const reason = 'mona pressed stop\n::warning::x';
  const scene = await startScene({
    cleanUp,
    script: beats(() => ({ status: 200, body: heartbeat({ order: 'cancel', reason }) })),
  });
  const count = () => scene.coordinator.asked.filter(({ route }) => route === 'heartbeat').length;
  await until(() => count() >= 3, 'three heartbeats');
  expect(scene.cancels).toEqual([{ reason: 'mona pressed stop ::warning::x.', isSuperseded: false }]);
});

it('is admitted again under the same key when its token has run out', async () => {
  let expired = false;
  const scene = await startScene({
    script: ({ route, authorization }) => {
      if (route === 'admission' || !expired) return null;
      return authorization.includes('first') ? problem(401, 'bad_credential', 'The token has expired') : null;
    },
  });
  await scene.link.entry;
  expired = true;
  for (let line = 0; line < 10; line++) scene.journal.append('a', line);
  const again = () => scene.coordinator.asked.filter(({ route }) => route === 'admission');
  await until(() => again().length === 2, 'a second admission');
  expect(again().map(({ key, authorization }) => [key, authorization])).toEqual(
    Array(2).fill(['4711-1-abcdef01', `Bearer ${token}`]),
  );
});

it('sends the report once the journal is there, with the epoch of now', async () => {
  const scene = await startScene({ script: beats(() => ({ status: 200, body: heartbeat({ epoch: 3 }) })) });
  await scene.link.entry;
  await until(() => scene.coordinator.asked.some(({ route }) => route === 'heartbeat'), 'a heartbeat');
  for (let line = 0; line < 3000; line++) scene.journal.append('a', line);
  await scene.journal.close();
  await scene.link.handIn(reportOf(scene.journal), { isHurried: false });
  const order = scene.coordinator.asked.map(({ route }) => route).filter((route) => route !== 'heartbeat');
  expect(order.at(-1)).toBe('finish');
  const finish = scene.coordinator.asked.find(({ route }) => route === 'finish')
    ?.body as unknown as FinishRequest;
  expect(finish).toMatchObject({ epoch: 3, report: { runId: '4711-1-abcdef01', events: 3000 } });
  expect(scene.coordinator.events.size).toBe(3000);
});

it.each([
  ['2026-11-21T20:41:07.250Z', ['The coordinator starts this run again at 2026-11-21T20:41:07Z.']],
  [null, []],
  ['soon', []],
])('says when it is started again: %s', async (retryAt, said) => {
  const body = { state: 'failed', acknowledgedSeq: 0, retryAt };
  const scene = await startScene({
    script: ({ route }) => (route === 'finish' ? { status: 200, body } : null),
  });
  await scene.link.entry;
  await scene.journal.close();
  const { missing } = await scene.link.handIn(reportOf(scene.journal), { isHurried: false });
  expect([missing, scene.logged.filter((line) => line.includes('again'))]).toEqual([null, said]);
});

it('lets a cancelled job go before all is sent, with the report told before the journal', async () => {
  const slow = await startScene();
  await slow.link.entry;
  slow.proxy.set({ kind: 'slow', ms: 400 });
  for (let line = 0; line < 20_000; line++) slow.journal.append('a', { text: 'x'.repeat(300) });
  await slow.journal.close();
  const { missing } = await slow.link.handIn(reportOf(slow.journal), { isHurried: true });
  expect(missing).toMatch(/^has \d+ of 20000 lines of the journal$/);
  expect(slow.coordinator.asked.filter(({ route }) => route === 'finish')).toHaveLength(1);
});

it.concurrent('says what is missing where the coordinator is gone at the end', async ({
  onTestFinished: cleanUp,
}) => {
  const scene = await startScene({ cleanUp });
  await scene.link.entry;
  scene.proxy.set({ kind: 'refused' });
  scene.journal.append('a', 1);
  await scene.journal.close();
  const { missing } = await scene.link.handIn(reportOf(scene.journal), { isHurried: false });
  expect(missing).toMatch(/could not be reached \(ECONNREFUSED\)/);
});

it('believes no acknowledgement of what it did not send', async () => {
  const scene = await startScene({
    script: ({ route }, index) =>
      route === 'events' && index === 0 ? { status: 200, body: { acknowledgedSeq: 2_000_000 } } : null,
  });
  await scene.link.entry;
  scene.journal.append('a', 1);
  const sent = () => scene.coordinator.asked.filter(({ route }) => route === 'events').length;
  await until(() => sent() === 1, 'a batch');
  scene.journal.append('a', 2);
  await scene.journal.close();
  expect(await scene.link.handIn(reportOf(scene.journal), { isHurried: false })).toMatchObject({
    acknowledgedSeq: 2,
  });
  expect([...scene.coordinator.events.keys()]).toContain(2);
});

it.concurrent('does not wait at its end for an answer that will never come', async ({
  onTestFinished: cleanUp,
}) => {
  const scene = await startScene({ cleanUp });
  await scene.link.entry;
  scene.proxy.set({ kind: 'black hole' });
  scene.journal.append('a', 1);
  // Longer than a connection is trusted at the end, shorter than a request may take in the middle.
  await until(() => scene.logged.some((line) => line.includes('A heartbeat was lost')), 'a lost heartbeat');
  scene.proxy.set({ kind: 'none' });
  await scene.journal.close();
  expect(await scene.link.handIn(reportOf(scene.journal), { isHurried: false })).toEqual({
    ...{ acknowledgedSeq: 1, missing: null },
  });
});
