import { describe, expect, test } from 'vitest';
import { decide, hurried, patient, type Setback } from '../../../action/github/patience.ts';

function decision(over: Partial<Setback> = {}): ReturnType<typeof decide> {
  const error = answer(502);
  return decide({
    error,
    patience: patient,
    outages: 1,
    limits: 1,
    elapsedMs: 0,
    limitedMs: 0,
    repeatable: true,
    nowMs: 0,
    random: 0.5,
    ...over,
  });
}

function answer(status: number, headers: Record<string, string> = {}, message = 'x'): Error {
  return Object.assign(new Error(message), { status, response: { status, headers } });
}

describe('an outage', () => {
  test('is waited out with a doubling pause', () => {
    expect([1, 2, 3, 4].map((outages) => decision({ outages }))).toMatchObject([
      { ms: 1000 },
      { ms: 2000 },
      { ms: 4000 },
      { ms: 8000 },
    ]);
    expect(decision({ outages: 5 })).toEqual({ kind: 'give-up' });
  });

  test('is not waited out for longer than 45 s', () => {
    expect(decision({ elapsedMs: 44_500 })).toEqual({ kind: 'give-up' });
  });

  test('repeats nothing that may have been done', () => {
    expect(decision({ repeatable: false })).toEqual({ kind: 'give-up' });
    expect(decision({ repeatable: false, error: new Error('socket hang up') })).toEqual({ kind: 'give-up' });
  });

  test('gets one quick try in a hurry', () => {
    expect(decision({ patience: hurried })).toMatchObject({ ms: 150 });
    expect(decision({ patience: hurried, outages: 2 })).toEqual({ kind: 'give-up' });
  });
});

describe('a limit', () => {
  const limited = answer(403, { 'retry-after': '30' }, 'You have exceeded a secondary rate limit.');

  test('is waited out as long as GitHub says, also for what may not be repeated', () => {
    expect(decision({ error: limited, repeatable: false })).toEqual({
      kind: 'wait',
      ms: 30_000,
      why: 'limit',
    });
  });

  test('ends after two minutes or three tries', () => {
    expect(decision({ error: limited, limitedMs: 100_000 })).toEqual({ kind: 'give-up' });
    expect(decision({ error: limited, limits: 4 })).toEqual({ kind: 'give-up' });
  });

  test('of the hour is waited out when it ends soon', () => {
    const spent = (reset: number) =>
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) });
    expect(decision({ error: spent(60), nowMs: 50_000 })).toMatchObject({ ms: 11_000 });
    expect(decision({ error: spent(3600) })).toEqual({ kind: 'give-up' });
  });
});

test.each([400, 401, 403, 404, 422])('%i is an answer, not a reason to ask again', (status) => {
  expect(decision({ error: answer(status) })).toEqual({ kind: 'give-up' });
});
