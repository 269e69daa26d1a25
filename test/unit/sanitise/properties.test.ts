import fc from 'fast-check';
import { expect, test } from 'vitest';
import { revealCode } from '../../../action/sanitise/code.ts';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';
import { sanitiseLine, sanitiseText } from '../../../action/sanitise/text.ts';
import { sanitiseTitle } from '../../../action/sanitise/title.ts';

/** Separated by a character that is in none of them. */
const hostile = [
  '<!--¦-->¦<!-¦-¦->¦--!>¦&lt;¦!--¦--&gt;¦&#60;¦\\<¦<![CDATA[¦]]>¦<?¦?>¦<b hidden>¦</b>¦<div style="display:none">',
  '</div>¦<span title="¦">¦<p hidden>¦<x-y>¦<script>¦</script>¦<title>¦<textarea>¦<plaintext>¦<img alt="',
  '<a href="http://q?a=1&b=2">¦\n¦\n\n¦> ¦- ¦    ¦1. ¦`¦```¦```js m\n¦~~~¦#¦===¦|¦|-|¦|a|b|\n|-|-|\n¦[¦](¦)',
  '](x "t")¦[a]: x¦[a]¦[//]: # (h)¦[^1]¦[^1]: n¦![¦javascript:¦<http://x>¦*¦_¦**¦~~¦"¦\'¦\\¦&¦&amp;¦&#8203;',
  '&zwj;¦&shy;¦a¦b ¦ ¦\t¦www.a.b¦\u200b¦\u200d¦\u200c¦\ufe0f¦\u202e¦\u00ad¦\u{e0041}¦\u{1f3f4}¦\u{e007f}¦❤¦👩',
  '$¦$$¦\\phantom{¦%¦```math\n¦```mermaid\n¦%%¦accDescr {¦}¦<sub>¦<small>¦</sub>¦<style>¦</style>¦<xmp>¦</script>',
  'م¦क¦्¦\u17b4¦\u001b[¦\u001b]¦\u0007¦\u009b¦\u0000¦\r¦\r\n¦\ud800¦\udc00¦\u2028',
].flatMap((line) => line.split('¦'));
const hostileText = fc.array(fc.constantFrom(...hostile), { maxLength: 40 }).map((parts) => parts.join(''));

test.each([
  ['sanitiseMarkdown', sanitiseMarkdown],
  ['sanitiseText', sanitiseText],
  ['sanitiseLine', sanitiseLine],
  ['sanitiseTitle', sanitiseTitle],
  ['revealCode', revealCode],
])(
  '%s: twice is once, whatever the text',
  (_, sanitise) => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        const once = sanitise(text);
        expect(sanitise(once.text)).toEqual({ text: once.text, removed: {} });
      }),
      { numRuns: 500 },
    );
  },
  30_000,
);

const word = fc.constantFrom(
  'seen',
  'déjà',
  '漢字かな',
  '한국어',
  'שלום',
  'مرحبا',
  'می‌خواهم',
  'नमस्ते',
  '👩‍💻',
  '❤️',
  '1️⃣',
  '∑ ≤ ∞',
  '3 < 4 && 5 > 2',
);
const seen = fc.oneof(
  word,
  word.map((one) => `**${one}** and _${one}_`),
  word.map((one) => `\`<!-- ${one} --> <b hidden>\``),
  word.map((one) => `~~~html\n<!-- ${one} -->\n<p hidden title="x">${one}</p>\n&lt;!-- a\n~~~`),
  word.map((one) => `${one}\n\n    <!-- ${one} -->`),
  word.map((one) => `- [ ] ${one}\n- [x] ${one}`),
  word.map((one) => `| ${one} | b |\n| - | :-: |\n| 1 | 2 |`),
  word.map((one) => `> ${one}\n> [${one}](https://example.com/a_(b)?c=d&e=f#g)`),
  word.map((one) => `## ${one}\n\n$$\n\\frac{a}{b} < ${one}\n$$`),
  word.map((one) => `<details>\n<summary>${one}</summary>\n\n${one}\n\n</details>`),
);

test('what is seen stays byte for byte', () => {
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 12 }), (parts) => {
      const text = parts.join('\n\n');
      expect(sanitiseMarkdown(text)).toEqual({ text, removed: {} });
    }),
    { numRuns: 300 },
  );
}, 30_000);

const secret = 'XYZZY';
const hiding = fc.constantFrom<(text: string) => string>(
  (text) => `<!-- ${text} -->`,
  (text) => `&lt;!-- ${text} --&gt;`,
  (text) => `<i hidden>${text}</i>`,
  (text) => `<b style="font-size:0">${text}</b>`,
  (text) => `<u title="${text}">seen</u>`,
  (text) => `[seen](http://x "${text}")`,
  (text) => `<template>${text}</template>`,
  (text) => `<!${text}>`,
  (text) => `<textarea><!-- ${text} --></textarea>`,
  (text) => `<style><!-- </style> ${text} -->`,
  (text) => `$\\phantom{${text}}$`,
  (text) => `<sub><sup><sub><sup>${text}</sup></sub></sup></sub>`,
  (text) => `<?${text}?>`,
  (text) => `[seen](javascript:${text})`,
  (text) => `\u001b]0;${text}\u0007`,
  (text) => [...text].map((one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0))).join(''),
);
const around = fc.constantFrom<(text: string, label: string) => string>(
  (text) => `Seen ${text} words.`,
  (text) => `# Seen ${text}`,
  (text) => `- seen\n  - ${text} seen`,
  (text) => `> seen ${text}`,
  (text) => `| seen | b |\n| - | - |\n| ${text} | c |`,
  (text) => `**seen ${text}** _seen_`,
  (text) => `[seen ${text}](http://example.com)`,
  (text, label) => `seen[^${label}]\n\n[^${label}]: note ${text}`,
  (text) => `<p>\n\nseen ${text}\n\n</p>`,
);

test('what is hidden goes, wherever it stands, and what is seen beside it stays', () => {
  fc.assert(
    fc.property(hiding, around, around, (hide, first, second) => {
      const { text, removed } = sanitiseMarkdown(
        `${first(hide(secret), 'one')}\n\n${second('seen too', 'two')}`,
      );
      expect(text).not.toContain(secret);
      expect(text).not.toMatch(/[\u{e0000}-\u{e007f}]/u);
      expect(text).toMatch(/seen too/);
      expect(text).toMatch(/^\W*(?:<p>\s+)?seen/i);
      expect(Object.keys(removed)).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 30_000);
