import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureClass } from '../../../contract/failure-class.ts';
import {
  attemptWindowMs,
  backOffMs,
  retryAfter,
  usualRetryRules,
} from '../../../runner-pool/services/retry-policy.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const ms = fc.integer({ min: 0, max: 86_400_000 });

describe('the back-off', () => {
  it('is anything up to a bound that doubles with each attempt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), ms, ms, random, (attempt, baseMs, maxMs, drawn) => {
        const delayMs = backOffMs({ attempt, baseMs, maxMs, retryAfterMs: null, random: () => drawn });
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
        expect(Number.isSafeInteger(delayMs)).toBe(true);
      }),
    );
  });

  it.each([
    [0, 0],
    [0.5, 2_000],
    [0.999_999_9, 4_000],
  ])('spreads over all of it: a draw of %d at the third attempt waits %d ms', (drawn, delayMs) => {
    expect(
      backOffMs({ attempt: 3, baseMs: 1_000, maxMs: 60_000, retryAfterMs: null, random: () => drawn }),
    ).toBe(delayMs);
  });

  it('never comes before Retry-After, nor long after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), ms, ms, random, (attempt, baseMs, retryAfterMs, drawn) => {
        const delayMs = backOffMs({ attempt, baseMs, maxMs: 1, retryAfterMs, random: () => drawn });
        expect(delayMs).toBeGreaterThanOrEqual(retryAfterMs);
        expect(delayMs).toBeLessThanOrEqual(retryAfterMs + baseMs);
      }),
    );
  });
});

describe('a run that failed', () => {
  const half = (): number => 0.5;

  it.each(Object.entries(usualRetryRules))(
    'with %s is run again so often and no more',
    (failureClass, rule) => {
      const decide = (attempts: number): string =>
        retryAfter({ failureClass: failureClass as FailureClass, attempts, random: half }).kind;
      expect(decide(rule.attempts - 1)).toBe('retry');
      expect(decide(rule.attempts)).toBe('no');
    },
  );

  it('is not run again where it would fail in the same way, and says so', () => {
    const never = FailureClass.enum.filter((name) => !(name in usualRetryRules));
    expect(never).toEqual(
      ['auth', 'budget_exceeded', 'max_turns', 'prompt_too_long', 'timeout', 'cancelled'].concat([
        'cli_missing',
        'result_invalid',
        'denied',
        'internal',
      ]),
    );
    for (const failureClass of never)
      expect(retryAfter({ failureClass, attempts: 0, random: half })).toEqual({
        kind: 'no',
        why: `a run that ended with ${failureClass} is not run again by itself`,
      });
  });

  it('follows the policy where that has a rule of its own', () => {
    const rules = {
      timeout: { attempts: 1, baseMs: 10, maxMs: 10 },
      api_overloaded: { attempts: 0, baseMs: 0, maxMs: 0 },
    };
    expect(retryAfter({ failureClass: 'timeout', attempts: 0, rules, random: half })).toEqual({
      kind: 'retry',
      delayMs: 5,
    });
    expect(retryAfter({ failureClass: 'api_overloaded', attempts: 0, rules, random: half }).kind).toBe('no');
  });

  it('waits for what the API asks for, up to a day', () => {
    const wait = (retryAfterMs: number): string =>
      retryAfter({ failureClass: 'api_rate_limited', attempts: 0, retryAfterMs, random: half }).kind;
    expect([wait(attemptWindowMs), wait(attemptWindowMs + 1)]).toEqual(['retry', 'no']);
  });

  it('that ended without a failure is not run again', () => {
    expect(retryAfter({ failureClass: null, attempts: 0, random: half }).kind).toBe('no');
  });
});
