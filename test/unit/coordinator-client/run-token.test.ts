import { expect, it } from 'vitest';
import { createRunToken } from '../../../action/coordinator/run-token.ts';

it('takes a fresh token every three minutes, hides each that it takes, and keeps no other', () => {
  const hidden: string[] = [];
  let now = 0;
  const token = createRunToken({ hide: (secret) => void hidden.push(secret), monotonic: () => now });
  token.offer('first', { force: true });
  for (let beat = 1; beat <= 60; beat++) {
    now = beat * 10_000;
    token.offer(`beat-${beat}`, { force: false });
  }
  expect(hidden).toEqual(['first', 'beat-18', 'beat-36', 'beat-54']);
  expect(token.text()).toBe('beat-54');
});

it('takes at once what comes after a refusal, and never what no header can carry', () => {
  const token = createRunToken({ hide: () => undefined, monotonic: () => 0 });
  token.offer('first', { force: true });
  token.offer('second', { force: true });
  token.offer('evil\r\nx-header: 1', { force: true });
  expect(token.text()).toBe('second');
});
