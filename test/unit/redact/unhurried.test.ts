import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redactedJson } from '../../../contract/redact/redacted-json.ts';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { encodings } from './encodings.ts';
import { fixed } from './samples.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const redact = createRedactor({ secrets: [...Object.values(fixed), privateKey], patterns: true });
const unhurried = { isDue: () => false, rest: async () => undefined };

const secret = fc
  .tuple(fc.constantFrom(...Object.values(fixed)), fc.constantFrom(...Object.values(encodings)))
  .map(([value, encode]) => encode(value));
const filler = fc.tuple(fc.constantFrom('a', 'words ', '&#97;', '9/\n'), fc.integer({ min: 1, max: 2000 }));
const text = fc
  .array(
    fc.oneof(
      secret,
      fc.string(),
      filler.map(([unit, times]) => unit.repeat(times)),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(' '));
const value = fc.oneof(
  fc.record({
    text,
    list: fc.array(text, { maxLength: 3 }),
    again: text.map((one) => JSON.stringify({ one })),
  }),
  fc.dictionary(text, text, { maxKeys: 3 }),
);

it('gives what is given in one go', async () => {
  await fc.assert(
    fc.asyncProperty(value, async (one) => {
      expect(await redact.json(one, unhurried)).toBe(redactedJson(one, redact));
    }),
    { numRuns: 60 },
  );
});

it.each(['&#97;', '&#x61;', '\\u0061', '-----BEGIN ', '-----BEGIN PRIVATE KEY-----\n', '&#97;&#9 '])(
  'lets others have their turn while it goes through a text made of %j',
  async (unit) => {
    const long = unit.repeat(Math.ceil(80_000 / unit.length));
    for (const one of [
      { long },
      { json: JSON.stringify({ long }) },
      Array.from({ length: 20 }, (_, at) => `${at} ${long.slice(0, 4_000)}`),
    ]) {
      let steps = 0;
      const rest = async (): Promise<void> => {
        steps += 1;
      };
      await redact.json(one, { isDue: () => true, rest });
      expect(steps).toBeGreaterThanOrEqual(18);
    }
  },
);
