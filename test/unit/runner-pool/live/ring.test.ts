import { expect, it } from 'vitest';
import { createRing } from '../../../../runner-pool/live/ring.ts';

const word = (run: string, data = '{}') => ({ event: 'run', run, data }) as const;

it('tells after a position what came since, of each run the latest, in its order', () => {
  const ring = createRing();
  const start = ring.id();
  ring.add(word('a', '1'));
  const between = ring.id();
  ring.add(word('b', '2'));
  ring.add(word('a', '3'));
  expect(ring.after(start)?.map(({ data }) => data)).toEqual(['2', '3']);
  expect(ring.after(between)?.map(({ data }) => data)).toEqual(['2', '3']);
  expect(ring.after(ring.id())).toEqual([]);
});

it('knows no position before what it has forgotten, of another ring, or to come', () => {
  const ring = createRing(2);
  const start = ring.id();
  ring.add(word('a'));
  const first = ring.id();
  for (const run of ['b', 'c']) ring.add(word(run));
  expect(ring.after(start)).toBeNull();
  expect(ring.after(first)?.map(({ run }) => run)).toEqual(['b', 'c']);
  expect(ring.after(createRing().id())).toBeNull();
  expect(ring.after(ring.id().replace(/\d+$/, '99'))).toBeNull();
  const before = ring.id();
  ring.forget();
  expect([ring.after(before), ring.after(ring.id())]).toEqual([null, []]);
});

it('makes an event of the stream', () => {
  const ring = createRing();
  const { frame } = ring.add(word('a', '{"id":"a"}'));
  expect(frame.toString()).toBe(`id: ${ring.id()}\nevent: run\ndata: {"id":"a"}\n\n`);
});
