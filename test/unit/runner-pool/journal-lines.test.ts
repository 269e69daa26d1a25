import fc from 'fast-check';
import { expect, it } from 'vitest';
import { journalLines } from '../../../runner-pool/services/artifacts/journal-lines.ts';

async function linesOf(chunks: readonly Buffer[], mostBytes?: number): Promise<readonly (string | null)[]> {
  async function* stream(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const lines: (string | null)[] = [];
  for await (const line of journalLines(stream(), mostBytes)) lines.push(line);
  return lines;
}

it('gives the same lines however the text is cut', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'ö', '😀', '\r'), minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      async (lines, size) => {
        const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''));
        const chunks: Buffer[] = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
        expect(await linesOf(chunks)).toEqual(lines.map((one) => Buffer.from(one).toString()));
      },
    ),
  );
});

it('gives a last line that does not end, and null for one that is too long', async () => {
  expect(await linesOf([Buffer.from('ab\nabcd'), Buffer.from('efg\nabc'), Buffer.from('')], 5)).toEqual([
    'ab',
    null,
    'abc',
  ]);
});
