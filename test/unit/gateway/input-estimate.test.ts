import { expect, it } from 'vitest';
import { createInputEstimator } from '../../../action/gateway/input-estimate.ts';
import { type PromptUnit, promptUnits } from '../../../action/gateway/prompt-units.ts';

const none = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
const mark = { cache_control: { type: 'ephemeral' } };
const text = (length: number, over: object = {}): object => ({
  type: 'text',
  text: 'x'.repeat(length),
  ...over,
});
const prompt = (...blocks: readonly object[]): readonly PromptUnit[] =>
  promptUnits({
    model: 'm',
    system: [text(4000, mark)],
    messages: blocks.map((block) => ({ role: 'user', content: [block] })),
  });
const estimator = (clock = { now: 0 }): ReturnType<typeof createInputEstimator> =>
  createInputEstimator(() => clock.now);
const total = ({ input, cacheRead, cacheWrite5m, cacheWrite1h }: typeof none): number =>
  input + cacheRead + cacheWrite5m + cacheWrite1h;

it('learns how many tokens the bytes are', () => {
  const { estimate, learn } = estimator();
  const units = prompt(text(4000));
  const before = total(estimate('m', units));
  expect(before).toBeGreaterThan(3000);
  learn('m', units, { ...none, input: 2000 });
  expect(total(estimate('m', units))).toBeLessThan(2200);
  expect(total(estimate('m', units))).toBeGreaterThanOrEqual(2000);
  expect(total(estimate('other', units))).toBe(before);
});

it('does not believe that text is nearly free, or more than a token a byte', () => {
  const { estimate, learn } = estimator();
  const units = prompt(text(4000));
  learn('m', units, { ...none, input: 1 });
  expect(total(estimate('m', units))).toBeGreaterThan(1600);
  learn('m', units, { ...none, input: 1e6 });
  expect(total(estimate('m', units))).toBeLessThan(9000);
});

it('prices what was cached before as read, what is marked as written, and the rest as input', () => {
  const { estimate, learn } = estimator();
  const first = prompt(text(4000, mark));
  expect(estimate('m', first)).toMatchObject({
    input: 0,
    cacheRead: 0,
    cacheWrite5m: total(estimate('m', first)),
  });
  learn('m', first, { ...none, cacheWrite5m: 3200 });
  // The mark moves on, as Claude Code moves it.
  const second = estimate('m', prompt(text(4000), text(2000, mark), text(1000)));
  expect(second.cacheRead).toBeGreaterThan(3200);
  expect(second.cacheWrite5m / second.cacheRead).toBeCloseTo(0.25, 1);
  expect(second.input / second.cacheRead).toBeCloseTo(0.13, 1);
});

it('expects nothing of a cache whose time is over, of another beginning, or that the API did not fill', () => {
  const clock = { now: 0 };
  const { estimate, learn } = estimator(clock);
  const units = prompt(text(4000, mark));
  learn('m', units, { ...none, input: 3200 });
  expect(estimate('m', units).cacheRead).toBe(0);
  learn('m', units, { ...none, cacheWrite5m: 3200 });
  expect(estimate('m', units).cacheRead).toBeGreaterThan(0);
  const changed = promptUnits({
    model: 'm',
    system: [text(4001, mark)],
    messages: [{ role: 'user', content: [text(4000, mark)] }],
  });
  expect(estimate('m', changed).cacheRead).toBe(0);
  clock.now = 5 * 60_000;
  expect(estimate('m', units).cacheRead).toBe(0);
});

it.each([
  ['within the reach of a mark', 18, true],
  ['out of the reach of a mark', 19, false],
])('expects to read a prefix that is %s', (_, between, isRead) => {
  const { estimate, learn } = estimator();
  learn('m', prompt(text(40_000, mark)), { ...none, cacheWrite1h: 10_000 });
  const blocks = Array.from({ length: between }, () => text(10));
  const { cacheRead } = estimate('m', prompt(text(40_000), ...blocks, text(10, mark)));
  expect(cacheRead > 9000).toBe(isRead);
});

it('takes an hour of cache at its price', () => {
  const long = { cache_control: { type: 'ephemeral', ttl: '1h' } };
  expect(estimator().estimate('m', prompt(text(10, long)))).toMatchObject({ cacheWrite5m: 0, input: 0 });
});

it('takes an image for an image, however many bytes it is', () => {
  const image = {
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(1_000_000) },
  };
  const result = { type: 'tool_result', tool_use_id: 't', content: [image] };
  const tokens =
    total(estimator().estimate('m', prompt(result))) - total(estimator().estimate('m', prompt()));
  expect(tokens).toBeGreaterThan(4800);
  expect(tokens).toBeLessThan(5000);
});

it('knows the same text as a string and as a block', () => {
  const units = (content: unknown): string | undefined =>
    promptUnits({ model: 'm', messages: [{ role: 'system', content }] }).at(-1)?.chain;
  expect(units('hello')).toBe(units([{ type: 'text', text: 'hello', ...mark }]));
  expect(units('hello')).not.toBe(units('hallo'));
});
