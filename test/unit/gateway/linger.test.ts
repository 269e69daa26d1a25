import { expect, it } from 'vitest';
import { lingerAfter } from '../../../action/gateway/linger.ts';

const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
};
const [soon, never] = [5, 1_000_000];

it('stays until the price of the prompt is known, and then for the end', async () => {
  const [gone, over] = [new AbortController(), new AbortController()];
  const linger = lingerAfter({ gone: gone.signal, over: over.signal }, { promptMs: never, endMs: soon });
  gone.abort();
  expect(linger.signal.aborted).toBe(false);
  linger.promptKnown();
  expect(linger.signal.aborted).toBe(false);
  await aborted(linger.signal);
  expect(linger.signal.aborted).toBe(true);
});

it('does not stay for a price that does not come', async () => {
  const [gone, over] = [new AbortController(), new AbortController()];
  const { signal } = lingerAfter({ gone: gone.signal, over: over.signal }, { promptMs: soon, endMs: never });
  gone.abort();
  expect(signal.aborted).toBe(false);
  await aborted(signal);
  expect(signal.aborted).toBe(true);
});

it('does not stay when the run is over', () => {
  const [gone, over] = [new AbortController(), new AbortController()];
  const { signal, done } = lingerAfter({ gone: gone.signal, over: over.signal });
  gone.abort();
  over.abort();
  expect(signal.aborted).toBe(true);
  done();
});
