import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { lines, startJournal } from '../../../helpers/coordinator/journal.ts';
import { addTenant } from '../../../helpers/coordinator/other-tenant.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';
import { lastOf, listen, listening } from '../../../helpers/coordinator/stream.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

it('tells of a run from its beginning to its end', async () => {
  const stream = await listening(coordinator);
  expect([stream.status, stream.headers['content-type'], stream.headers['cache-control']]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
    'no-store',
  ]);
  expect(stream.text()).toMatch(/^retry: \d{4}\n\n/);
  const run = await startRun(coordinator, { subject: 'pr-1' });
  await until(async () => lastOf(stream, run.id)?.state === 'running');
  await run.beat({ spentMicroUsd: 4_200 });
  await until(async () => lastOf(stream, run.id)?.costMicroUsd === 4_200);
  await run.finish({
    conclusion: 'failure',
    failureClass: 'max_turns',
    costMicroUsd: 5_000,
    message: 'Too long.',
  });
  await until(async () => lastOf(stream, run.id)?.state === 'failed');
  await until(async () => lastOf(stream, run.id)?.costMicroUsd === 5_000);
  expect(lastOf(stream, run.id)).toMatchObject({
    ...{ repository: 'acme/widgets', failureClass: 'max_turns', message: 'Too long.' },
    ...{ session: run.admission.session.id, event: 'pull_request.opened', template: '', skipCode: '' },
  });
  stream.close();
});

it('tells of the journal to those who ask for that run, and to nobody else', async () => {
  const run = await startJournal(coordinator);
  const [own, other] = [
    await listening(coordinator, { query: `?run=${run.id}` }),
    await listening(coordinator),
  ];
  await run.send(lines(3));
  await until(async () => own.heard.some(({ message }) => message.event === 'lines'));
  await run.send(lines(4, 4));
  const words = () => own.heard.flatMap(({ message }) => (message.event === 'lines' ? [message.data] : []));
  await until(async () => words().at(-1)?.lastSeq === 7);
  expect(words()).toEqual([
    { run: run.id, lastSeq: 3 },
    { run: run.id, lastSeq: 7 },
  ]);
  await until(async () => lastOf(other, run.id)?.events === 7);
  expect(other.heard.filter(({ message }) => message.event === 'lines')).toEqual([]);
  const late = await listening(coordinator, { query: `?run=${run.id}` });
  expect(late.heard.map(({ message }) => message)).toEqual([
    { event: 'lines', data: { run: run.id, lastSeq: 7 } },
  ]);
  for (const stream of [own, other, late]) stream.close();
});

it('says of a run that changes all the time at most five times a second how it stands, and how it ended', async () => {
  const run = await startJournal(coordinator);
  const stream = await listening(coordinator);
  const startedMs = performance.now();
  for (let seq = 1; seq <= 100; seq++) {
    await run.send(lines(1, seq));
    await sleep(10);
  }
  await until(async () => lastOf(stream, run.id)?.events === 100);
  const seconds = (performance.now() - startedMs) / 1000;
  const told = stream.heard.filter(({ message }) => message.event === 'run' && message.data.id === run.id);
  expect(told.length).toBeGreaterThan(1);
  expect(told.length).toBeLessThanOrEqual(Math.ceil(seconds * 5) + 1);
  stream.close();
});

it('goes on where a client was, without a loss and without a repetition', async () => {
  const first = await listening(coordinator);
  const before = await startRun(coordinator, { subject: 'pr-2' });
  await until(async () => lastOf(first, before.id) !== null);
  const at = first.lastId();
  first.close();
  const missed = await startRun(coordinator, { subject: 'pr-3' });
  const watching = await listening(coordinator);
  await missed.finish();
  await until(async () => lastOf(watching, missed.id)?.state === 'succeeded');
  for (const lastEventId of [{ lastEventId: at }, { query: `?lastEventId=${at}` }]) {
    const again = await listening(coordinator, lastEventId);
    expect(lastOf(again, missed.id)?.state).toBe('succeeded');
    expect(lastOf(again, before.id)).toBeNull();
    expect(new Set(again.heard.map(({ id }) => id)).size).toBe(again.heard.length);
    const nothing = await listening(coordinator, { lastEventId: again.lastId() });
    expect(nothing.heard).toEqual([]);
    for (const stream of [again, nothing]) stream.close();
  }
  watching.close();
});

it.each(['nobody-knows.7', 'x', '../..'])(
  'says to load anew after the unknown id %j',
  async (lastEventId) => {
    const stream = await listening(coordinator, { lastEventId });
    expect(stream.heard).toEqual([{ id: stream.lastId(), message: { event: 'reset', data: {} } }]);
    const run = await startRun(coordinator);
    await until(async () => lastOf(stream, run.id) !== null);
    await run.finish();
    stream.close();
  },
);

it('tells who asks from time to time the same as who listens', async () => {
  const ask = async (after: string) =>
    (await (await coordinator.fetch(`/v1/changes?after=${after}`)).json()) as {
      readonly id: string;
      readonly messages: readonly unknown[];
    };
  const unknown = await ask('x.1');
  expect(unknown.messages).toEqual([{ event: 'reset', data: {} }]);
  const stream = await listening(coordinator, { lastEventId: unknown.id });
  const run = await startRun(coordinator, { subject: 'pr-4' });
  await until(async () => lastOf(stream, run.id) !== null);
  const one = await ask(unknown.id);
  await run.finish();
  await until(async () => lastOf(stream, run.id)?.state === 'succeeded');
  const two = await ask(one.id);
  expect([...one.messages, ...two.messages].at(-1)).toEqual(stream.heard.at(-1)?.message);
  expect(two.id).toBe(stream.lastId());
  expect(await ask(two.id)).toEqual({ id: two.id, messages: [] });
  const all = await listening(coordinator, { lastEventId: unknown.id });
  expect((await ask(unknown.id)).messages).toEqual(all.heard.map(({ message }) => message));
  for (const each of [stream, all]) each.close();
});

it('tells an organization nothing of another’s runs', async () => {
  const other = await addTenant(coordinator.database);
  const [own, theirs] = [await listening(coordinator), await listening(coordinator, { token: other.token })];
  const run = await startRun(coordinator, { subject: 'pr-5' });
  await until(async () => lastOf(own, run.id) !== null);
  const again = await listening(coordinator, { token: other.token, lastEventId: own.lastId() });
  await run.finish();
  await until(async () => lastOf(own, run.id)?.state === 'succeeded');
  await sleep(1_200);
  expect(theirs.heard).toEqual([]);
  expect(again.heard.map(({ message }) => message.event)).toEqual(['reset']);
  for (const stream of [own, theirs, again]) stream.close();
});

it('is for those who may read runs', async () => {
  const made = await coordinator.fetch('/v1/tokens', {
    method: 'POST',
    body: JSON.stringify({ name: 'ci', scopes: ['runs:write'] }),
  });
  const { token } = (await made.json()) as { readonly token: string };
  for (const [asked, status] of [
    [{ token: null }, 401],
    [{ token: 'co_x' }, 401],
    [{ token }, 403],
    [{ query: '?since=yesterday' }, 422],
  ] as const) {
    const stream = await listen(coordinator, asked);
    expect([asked, stream.status]).toEqual([asked, status]);
    stream.close();
  }
});
