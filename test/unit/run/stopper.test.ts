import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStopper } from '../../../action/run/stopper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const never = new AbortController().signal;

it('ends a run when its own time is over', () => {
  const { signal } = createStopper(60_000, never);
  vi.advanceTimersByTime(59_999);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(signal.reason).toMatchObject({
    failureClass: 'timeout',
    message: expect.stringContaining('timeout-minutes allows (1)'),
  });
});

it('ends it earlier where less was granted, counted from its begin', () => {
  const stopper = createStopper(60_000, never);
  vi.advanceTimersByTime(10_000);
  stopper.grantTime(30_000);
  vi.advanceTimersByTime(19_999);
  expect(stopper.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(stopper.signal.reason).toMatchObject({
    message: expect.stringContaining('than the coordinator granted'),
  });
});

it('never ends it later than its own time, whatever is granted', () => {
  const stopper = createStopper(60_000, never);
  stopper.grantTime(30_000);
  stopper.grantTime(86_400_000);
  vi.advanceTimersByTime(60_000);
  expect(stopper.signal.reason).toMatchObject({ message: expect.stringContaining('timeout-minutes') });
});

it('ends it at once where the granted time is over already', () => {
  const stopper = createStopper(60_000, never);
  vi.advanceTimersByTime(40_000);
  stopper.grantTime(30_000);
  vi.advanceTimersByTime(0);
  expect(stopper.signal.aborted).toBe(true);
});
