import { expect, it } from 'vitest';
import { createBatches } from '../../../runner-pool/services/deliveries/batches.ts';
import { createRoom } from '../../../runner-pool/services/deliveries/room.ts';

const { signal } = new AbortController();

it('gives room in the order in which it was asked for, and never more than there is', async () => {
  const room = createRoom(10);
  const order: string[] = [];
  const take = async (name: string, bytes: number): Promise<() => void> => {
    const giveBack = await room.take(bytes, signal);
    order.push(name);
    return giveBack;
  };
  const [first, large, small] = [take('first', 6), take('large', 8), take('small', 2)];
  const giveBack = await first;
  expect(order).toEqual(['first']);
  giveBack();
  giveBack();
  await Promise.all([large, small]);
  expect(order).toEqual(['first', 'large', 'small']);
});

it('lets the next one in where one that waits leaves', async () => {
  const room = createRoom(10);
  await room.take(6, signal);
  const leaver = new AbortController();
  const left = room.take(8, leaver.signal);
  const next = room.take(4, signal);
  leaver.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  expect(await next).toBeTypeOf('function');
});

it('sends together what came while a batch was under way, each with its own result', async () => {
  const sent: (readonly number[])[] = [];
  const batches = createBatches<number, number>({
    send: async (items) => {
      sent.push(items);
      return items.map((item) => item * 10);
    },
    mostItems: 3,
    mostWeight: 100,
    weigh: (item) => item,
    atOnce: 1,
    isOneItems: () => false,
  });
  expect(await Promise.all([1, 2, 3, 4, 99, 5].map(async (item) => batches.add(item)))).toEqual([
    10, 20, 30, 40, 990, 50,
  ]);
  expect(sent).toEqual([[1], [2, 3, 4], [99], [5]]);
});

it('has one that cannot be sent fail alone', async () => {
  const batches = createBatches<string, string>({
    send: async (items) => {
      if (items.includes('bad')) throw new Error('bad');
      return items;
    },
    mostItems: 10,
    mostWeight: 10,
    weigh: () => 1,
    atOnce: 1,
    isOneItems: () => true,
  });
  const results = await Promise.allSettled(['a', 'b', 'bad', 'c'].map(async (item) => batches.add(item)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
