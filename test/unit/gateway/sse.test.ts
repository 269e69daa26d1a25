import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSseReader } from '../../../action/gateway/sse.ts';
import { cut } from './cut.ts';

function read(chunks: readonly Uint8Array[]): readonly string[] {
  const events: string[] = [];
  const push = createSseReader((data) => events.push(data));
  for (const chunk of chunks) push(chunk);
  return events;
}

const bytes = (text: string): Buffer => Buffer.from(text);

it('gives the data of each event, whatever the ends of lines', () => {
  expect(
    read([bytes(': hi\n\nevent: a\ndata: 1\n\ndata:2\r\ndata: 3\r\n\r\ndata: 4\r\rdata: cut off')]),
  ).toEqual(['1', '2\n3', '4']);
});

const piece = fc.constantFrom(
  'data',
  ':',
  ' ',
  '\r',
  '\n',
  '\r\n',
  '\n\n',
  'event: x',
  'é',
  '😀',
  '\uFEFF',
  '{"a":1}',
  'data: x\n\n',
);

it('reads the same however the stream is cut, between the bytes of a letter too', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.array(fc.nat(12), { maxLength: 60 }),
      (pieces, cuts) => {
        const whole = bytes(pieces.join(''));
        expect(read(cut(whole, cuts))).toEqual(read([whole]));
      },
    ),
  );
});

it('reads back every text that was sent as the standard says', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''));
  fc.assert(
    fc.property(
      fc.array(fc.array(line, { minLength: 1 }), { maxLength: 5 }),
      fc.constantFrom('\n', '\r', '\r\n'),
      (events, end) => {
        const stream = events
          .map((lines) => lines.map((text) => `data: ${text}${end}`).join('') + end)
          .join('');
        expect(read([bytes(stream)])).toEqual(events.map((lines) => lines.join('\n')));
      },
    ),
  );
});

it('survives any bytes, and reads what comes after them', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (chunks) => {
      expect(read([...chunks, bytes('\n\ndata: after\n\n')]).at(-1)).toBe('after');
    }),
  );
});
