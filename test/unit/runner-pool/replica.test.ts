import type pg from 'pg';
import { expect, it } from 'vitest';
import { preferReplica } from '../../../runner-pool/database/replica.ts';

const primary = { name: 'primary' } as unknown as pg.Pool;
const replica = { name: 'replica' } as unknown as pg.Pool;

function scene(): {
  readonly read: (fault?: { readonly code: string }) => Promise<readonly unknown[]>;
  readonly fallbacks: () => number;
  readonly pass: (ms: number) => void;
} {
  let nowMs = 0;
  const lists = preferReplica({ primary, replica }, () => nowMs);
  return {
    fallbacks: lists.fallbacks,
    pass: (ms) => {
      nowMs += ms;
    },
    read: async (fault) => {
      const asked: unknown[] = [];
      await lists.read(async (pool) => {
        asked.push(pool);
        if (pool === replica && fault !== undefined) throw Object.assign(new Error('no'), fault);
      });
      return asked;
    },
  };
}

it('reads from the replica', async () => {
  const { read, fallbacks } = scene();
  expect([await read(), fallbacks()]).toEqual([[replica], 0]);
});

it('reads from the primary where there is no replica, and counts nothing', async () => {
  const lists = preferReplica({ primary, replica: null });
  expect([await lists.read(async (pool) => pool), lists.fallbacks()]).toEqual([primary, 0]);
});

it.each([
  ['away', 'ECONNREFUSED'],
  ['too slow', '57014'],
])('leaves a replica that is %s alone for a while, and then asks it again', async (_, code) => {
  const { read, fallbacks, pass } = scene();
  expect(await read({ code })).toEqual([replica, primary]);
  expect(await read()).toEqual([primary]);
  pass(5_000);
  expect(await read()).toEqual([replica]);
  expect(fallbacks()).toBe(2);
});

it.each(['40001', '40P01', '55P03'])(
  'asks the primary when the replica had to cancel the query (%s), and the replica the next time',
  async (code) => {
    const { read } = scene();
    expect(await read({ code })).toEqual([replica, primary]);
    expect(await read()).toEqual([replica]);
  },
);

it('does not hide a fault of the query itself', async () => {
  const { read, fallbacks } = scene();
  await expect(read({ code: '42601' })).rejects.toThrow('no');
  expect(fallbacks()).toBe(0);
});
