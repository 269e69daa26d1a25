import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBreakers } from '../../../runner-pool/breaker/breakers.ts';
import { TaskFailure } from '../../../runner-pool/task-failure.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const acme = { upstream: 'github', orgId: 1 } as const;
const down = async (): Promise<never> => {
  throw Object.assign(new Error('Bad gateway'), { status: 502 });
};
const refusal = async (): Promise<never> => {
  throw Object.assign(new Error('Not Found'), { status: 404 });
};

async function failing(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.fail('It succeeded'),
    (error: unknown) => error,
  );
}

it('stops calling who failed three times in a row, without counting an attempt', async () => {
  const breakers = createBreakers({ threshold: 3 });
  for (let call = 0; call < 3; call++)
    expect(await failing(breakers.call(acme, down))).toHaveProperty('status', 502);
  const work = vi.fn<typeof down>(down);
  const failure = await failing(breakers.call(acme, work));
  expect(failure).toBeInstanceOf(TaskFailure);
  expect(failure).toMatchObject({ means: 'later' });
  expect(work).not.toHaveBeenCalled();
});

it('does not hold one organization’s faults against another, nor against another upstream', async () => {
  const breakers = createBreakers({ threshold: 1 });
  await failing(breakers.call(acme, down));
  await expect(breakers.call({ ...acme, orgId: 2 }, async () => 'well')).resolves.toBe('well');
  await expect(breakers.call({ ...acme, upstream: 'oidc' }, async () => 'well')).resolves.toBe('well');
  expect(breakers.states()).toEqual([
    { upstream: 'github', closed: 1, open: 1, halfOpen: 0 },
    { upstream: 'oidc', closed: 1, open: 0, halfOpen: 0 },
    { upstream: 'blobs', closed: 0, open: 0, halfOpen: 0 },
  ]);
});

it('takes a refusal for a sign of life', async () => {
  const breakers = createBreakers({ threshold: 2 });
  for (let call = 0; call < 10; call++) {
    await failing(breakers.call(acme, refusal));
    await failing(breakers.call(acme, down));
    await failing(breakers.call(acme, refusal));
  }
  await expect(breakers.call(acme, async () => 'well')).resolves.toBe('well');
});

it('closes again once one call after the pause succeeds', async () => {
  const breakers = createBreakers({ threshold: 1, firstPauseMs: 1_000, longestPauseMs: 1_000 });
  await failing(breakers.call(acme, down));
  await vi.advanceTimersByTimeAsync(2_000);
  await expect(breakers.call(acme, async () => 'well')).resolves.toBe('well');
  expect(breakers.states()[0]).toMatchObject({ closed: 1, open: 0 });
});

it('opens again when that one fails', async () => {
  const breakers = createBreakers({ threshold: 1, firstPauseMs: 1_000, longestPauseMs: 1_000 });
  await failing(breakers.call(acme, down));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await failing(breakers.call(acme, down))).toHaveProperty('status', 502);
  expect(await failing(breakers.call(acme, down))).toBeInstanceOf(TaskFailure);
});

it('keeps a bounded number: who was called longest ago is forgotten', async () => {
  const breakers = createBreakers({ threshold: 1, most: 10 });
  for (let orgId = 1; orgId <= 50; orgId++) await failing(breakers.call({ ...acme, orgId }, down));
  expect(breakers.states()[0]).toMatchObject({ open: 10 });
});
