import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWithholder } from '../../../action/gateway/withhold.ts';
import { cut } from './cut.ts';

/** Few letters, so that beginnings of the secret abound. */
const secret = 'abaabab';
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', secret, secret.slice(0, 5)), { maxLength: 30 })
  .map((parts) => parts.join(''));

function pass(value: string, cuts: readonly number[]): string {
  const withholder = createWithholder(secret);
  // The stream gives its own memory away: each part is kept as it was.
  const parts = cut(Buffer.from(value), cuts).map((piece) => Buffer.from(withholder.push(piece)));
  return Buffer.concat([...parts, withholder.end()]).toString();
}

it('takes every occurrence out and nothing else, wherever the stream is cut', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(6), { maxLength: 40 }), (value, cuts) => {
      expect(pass(value, cuts)).toBe(value.replaceAll(secret, 'x'.repeat(secret.length)));
    }),
  );
});

it('holds nothing back of what cannot become the secret', () => {
  const { push } = createWithholder(secret);
  expect(push(Buffer.from('data: {}\n\n')).toString()).toBe('data: {}\n\n');
  expect(push(Buffer.from('data: aba')).toString()).toBe('data: ');
});
