import { expect, test } from 'vitest';
import { hiddenNote } from '../../../action/render/unplaced-findings.ts';

test.each([
  ['a zero-width joiner in a name', 'if (isAdmin\u200d) {'],
  ['a zero-width non-joiner in a name', 'if (is\u200cAdmin) {'],
  ['a variation selector after a letter', "role === 'a\ufe0f'"],
  ['a run of variation selectors after an emoji', '🙂\ufe0f\ufe0e\ufe0f'],
  ['a zero-width space', 'a\u200bb'],
  ['a change of direction', 'a\u202eb'],
  ['tag characters', 'a\u{e0061}\u{e0062}'],
  ['a private use character', 'a\ue000'],
  ['an escape sequence', '\u001b[2K'],
])('a suggestion with %s comes with a warning', (_name, suggestion) => {
  expect(hiddenNote(suggestion)).toContain('look at its bytes');
});

test.each([
  ['a family, a flag and a heart', "'👨‍👩‍👧 🏳️‍🌈 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿'"],
  ['Persian and Hindi', "'می‌خواهم क्‍ष'"],
  ['lines of Windows and tabs', '\ta\r\n\tb\r\n'],
  ['a keycap', "'1️⃣'"],
])('a suggestion with %s comes without one', (_name, suggestion) => {
  expect(hiddenNote(suggestion)).toBe('');
});
