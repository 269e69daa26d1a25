import fc from 'fast-check';
import { expect, it } from 'vitest';
import { harmless } from '../../action/log.ts';
import { createRedactor, redacted } from '../../action/redact.ts';

it('leaves nothing of a known secret in the forms that carry it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8, maxLength: 60 }), fc.string(), (secret, around) => {
      const redact = createRedactor([secret]);
      for (const form of [
        secret,
        JSON.stringify(secret).slice(1, -1),
        Buffer.from(secret).toString('base64'),
      ]) {
        expect(redact(`${around}|${form}|${around}`)).toContain(redacted);
      }
    }),
  );
});

it('leaves text without secrets as it is', () => {
  const redact = createRedactor(['a-secret-value']);
  fc.assert(fc.property(fc.string(), (text) => redact(text) === text));
  expect(createRedactor(['short', ''])('short text')).toBe('short text');
});

it('takes the longer of two secrets first', () => {
  expect(createRedactor(['abcdefgh', 'abcdefghijkl'])('abcdefghijkl')).toBe(redacted);
});

it('writes no line that the runner or a terminal would act upon', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(':', '#', '[', ' ', '\n', '\r', '\u001b', 'a', ']') }),
      (text) => {
        const line = harmless(text);
        expect(line).not.toMatch(/^\s*::|##\[|\p{Cc}/u);
      },
    ),
  );
});
