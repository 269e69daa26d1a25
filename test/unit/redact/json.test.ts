import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redactedJson } from '../../../contract/redact/redacted-json.ts';
import { createRedactor, redacted } from '../../../contract/redact/redactor.ts';
import { anySecret, fixed } from './samples.ts';
import { tokens } from './tokens.ts';

/** JSON that a model or a program may write, with the secret somewhere in it: in keys, beside escapes, in JSON in JSON. */
const jsonWith = (secret: string): fc.Arbitrary<unknown> => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('\n', '\\', '"', '\u0000', '\\n', ...Object.values(tokens)),
    fc.constant(secret),
    fc.constant(secret.slice(0, 17)),
    fc.constant(JSON.stringify({ [secret]: `\n${secret}` })),
  );
  const text = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
};
const secretAndJson = anySecret.chain((secret) => fc.tuple(fc.constant(secret), jsonWith(secret)));

it('keeps JSON text JSON, for every value and every secret', () => {
  fc.assert(
    fc.property(secretAndJson, fc.constantFrom(0, 2), ([secret, value], indent) => {
      const redact = createRedactor({ secrets: [secret], patterns: true });
      const text = JSON.stringify(value, null, indent);
      const shown = redact(text);
      expect(() => JSON.parse(shown)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});

it('hides a secret in values and keys, at any depth', () => {
  fc.assert(
    fc.property(jsonWith(fixed.apiKey), (value) => {
      const redact = createRedactor({ secrets: [fixed.apiKey], patterns: true });
      const text = redactedJson(value, redact) ?? '';
      expect(JSON.parse(text)).toBeDefined();
      expect(text).not.toContain(fixed.apiKey.slice(20, 36));
    }),
  );
});

it('takes no half of an escape away', () => {
  const redact = createRedactor({ secrets: ['nabcdefghijklmnopqrst'], patterns: true });
  const text = JSON.stringify({ a: '\nabcdefghijklmnopqrst', [`\\${fixed.githubToken}`]: 1 });
  expect(JSON.parse(redact(text))).toEqual({ a: `\n${redacted}`, '\\[redacted:github]': 1 });
});

it('keeps a report as it is laid out', () => {
  const redact = createRedactor({ secrets: [fixed.apiKey], patterns: true });
  const text = `${JSON.stringify({ a: [fixed.apiKey], b: 'c' }, null, 2)}\n`;
  expect(redact(text)).toBe(`${JSON.stringify({ a: [redacted], b: 'c' }, null, 2)}\n`);
});

it('gives the secret up for lost, and not its place in the text, when only JSON itself spells it', () => {
  const redact = createRedactor({ secrets: ['{"type":"service_account","id":12345}'], patterns: false });
  expect(redact('{"type":"service_account","id":12345}')).toBe(JSON.stringify(redacted));
});

it('redacts what is nested too deeply to be written again as plain text', () => {
  const redact = createRedactor({ secrets: [fixed.apiKey], patterns: false });
  const text = `${'['.repeat(100_000)}"${fixed.apiKey}"${']'.repeat(100_000)}`;
  expect(redact(text)).not.toContain(fixed.apiKey.slice(20, 36));
});
