import { expect, test } from 'vitest';
import { fence } from '../../../action/prompt/fence.ts';
import { revealCode } from '../../../action/sanitise/code.ts';
import { isHidingStyle, isUnseenColor } from '../../../action/sanitise/hiding-style.ts';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';
import { sanitiseLine, sanitiseText } from '../../../action/sanitise/text.ts';

const begins = ['', '[', '<b ', '`', '$', '\u001b[', '```mermaid\naccDescr {'];
const repeated = ['0', 'a', ' ', '\t', '\n', ' \n', '\r', '-', '.', '.0', '(', '<', '<!', '*', '`']
  .concat(['\\', '\\0', '&', '%', '$', '$%', '>', '\\color', '<sub>', '<style>', '</svg>', 'click '])
  .concat(['%%\n', '\u0301', '\u200d', '\ufe0f', '\u001b[', 'م\u200c']);

/** A pattern that goes back over what it has read takes minutes for one of these; a test has seconds. */
test.each(repeated)(
  'a text of one thing, 20,000 characters long, is read in time: %j',
  (part) => {
    for (const begin of begins) {
      for (const end of ['', '!']) {
        const text = `${begin}${part.repeat(20_000 / part.length)}${end}`;
        for (const read of [sanitiseMarkdown, sanitiseText, sanitiseLine, revealCode])
          expect(read(read(text).text).removed).toEqual({});
        const block = fence({ name: 'a', text, nonce: '0123456789abcdef', maxChars: 100_000 });
        expect(block.split('0123456789abcdef')).toHaveLength(3);
      }
    }
  },
  30_000,
);

const properties = 'width opacity font-size font transform filter clip clip-path left color background zoom';
const values = ['', '0', '-', 'scale(', 'translate(-', 'opacity(', 'rect(', 'polygon(0', 'circle(', 'rgba(']
  .concat(['hsla(', '#', '\\'])
  .flatMap((value) =>
    ['0', '9', ' ', '.', '.0', ',', '(', '/', '-', 'a', '\\0', '/*', '*/', '!', ':'].map(
      (fill) => (length: number) => `${value}${fill.repeat(length / fill.length)}!`,
    ),
  );

test.each(properties.split(' '))(
  'a style of one thing is read in time, or hides for its length alone: %s',
  (property) => {
    for (const value of values) {
      expect(isHidingStyle(`${property}:${value(20_000)}`)).toBe(true);
      expect(isUnseenColor(value(20_000))).toBe(true);
      const nearly = isHidingStyle(`${property}:${value(900)}`);
      expect(sanitiseMarkdown(`a<b style="${property}:${value(900)}">x</b>`).text).toBe(
        nearly ? 'a' : 'a<b>x</b>',
      );
    }
  },
  30_000,
);
