import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, type Line } from '../../../action/claude/lines.ts';

function split(chunks: readonly Buffer[], maxBytes?: number): readonly Line[] {
  const splitter = createLineSplitter(maxBytes);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

describe('cutting a stream into lines', () => {
  it('gives the same lines however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ü', '🧨', '\n', '\r') }),
        fc.array(fc.nat({ max: 40 })),
        (text, cuts) => {
          const bytes = Buffer.from(text);
          const at = [
            0,
            ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b),
            bytes.length,
          ];
          const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
          const expected = text.split('\n');
          if (expected.at(-1) === '') expected.pop();
          expect(split(chunks)).toEqual(expected.map((line) => ({ kind: 'line', text: line })));
        },
      ),
    );
  });

  it('gives up a line over the limit, tells its length, and goes on with the next', () => {
    const chunks = ['abc', 'defgh', 'ijk\nnext', '\n'].map((text) => Buffer.from(text));
    expect(split(chunks, 5)).toEqual([
      { kind: 'overlong', bytes: 11 },
      { kind: 'line', text: 'next' },
    ]);
  });

  it('reports an unfinished last line', () => {
    expect(split([Buffer.from('one\ntw')])).toEqual([
      { kind: 'line', text: 'one' },
      { kind: 'line', text: 'tw' },
    ]);
  });
});
