import { expect, it } from 'vitest';
import { retrying, TransientError } from '../../../action/claude-install/retry.ts';

const { signal } = new AbortController();

it('tries once more after each delay, then gives up with the last error', async () => {
  let tries = 0;
  const attempt = (): Promise<never> => Promise.reject(new TransientError(`try ${++tries}`));
  await expect(retrying(attempt, { delaysMs: [0, 0], signal })).rejects.toThrow('try 3');
});

it('does not repeat what would fail again', async () => {
  let tries = 0;
  const attempt = (): Promise<never> => Promise.reject(new Error(`try ${++tries}`));
  await expect(retrying(attempt, { delaysMs: [0, 0], signal })).rejects.toThrow('try 1');
});

it('stops waiting when aborted', async () => {
  const attempt = (): Promise<never> => Promise.reject(new TransientError('down'));
  const aborted = AbortSignal.abort();
  await expect(retrying(attempt, { delaysMs: [60_000], signal: aborted })).rejects.toThrow('aborted');
});
