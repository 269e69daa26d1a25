import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTopMembers } from '../../../runner-pool/services/deliveries/top-members.ts';

/** What means something to JSON, and what is more than one byte. */
const unit = fc.constantFrom('a', '"', '\\', '{', '}', '[', ']', ',', ':', 'ö', '😀', '\n', '\u0000');
const wanted = ['action', 'repository', 'größe'];

function read(json: string, pieceBytes = 7, mostBytes = 1_000_000): unknown {
  const reader = readTopMembers(new Set(wanted), mostBytes);
  const bytes = Buffer.from(json);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.update(bytes.subarray(at, at + pieceBytes));
  const text = reader.end();
  return text === null ? null : JSON.parse(text);
}

it('reads what JSON.parse reads, however the text is cut and laid out', () => {
  const name = fc.oneof(fc.constantFrom(...wanted), fc.string({ unit, maxLength: 8 }));
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.jsonValue({ stringUnit: unit, maxDepth: 3 }), { maxKeys: 6, size: 'small' }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(undefined, 1, '\t'),
      (object, pieceBytes, space) => {
        const json = JSON.stringify(object, undefined, space);
        const known = wanted.filter((one) => Object.hasOwn(object, one));
        const parsed = JSON.parse(json) as Record<string, unknown>;
        expect(read(json, pieceBytes)).toEqual(Object.fromEntries(known.map((one) => [one, parsed[one]])));
      },
    ),
  );
});

it('is not misled by what stands in strings, nor by members of members', () => {
  expect(read('{"a":"\\"action\\":1,}","b":{"action":2},"action":[{"action":3},"]}"]}')).toEqual({
    action: [{ action: 3 }, ']}'],
  });
});

it.each(['', ' ', '{', '{"action":1', '{"action":"', '[{"action":1}]', 'null', '"{}"', '}{', '{}{}', '1'])(
  'says that %j is no whole object',
  (json) => {
    expect(read(json)).toBeNull();
  },
);

it('leaves out what is too large, and holds none of it', () => {
  const json = `{"repository":"${'x'.repeat(500)}","action":"opened"}`;
  expect(read(json, 50, 100)).toEqual({ action: 'opened' });
});
