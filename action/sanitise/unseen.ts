import { sequenceEnd } from './escape-sequence.ts';
import { isAtHome, regionFlags } from './joiners.ts';
import type { RemovedKind } from './removed.ts';

/** A character of a text that a reader does not see, or that changes how others are seen. */
export interface Unseen {
  readonly start: number;
  readonly end: number;
  readonly kind: RemovedKind;
  readonly codePoint: number;
  /** What stands in its place where it is taken out: almost always nothing. */
  readonly instead: string;
}

/**
 * Finds all of them, in the order of the text. `whole` takes an escape sequence as one, with its parameters; without it
 * only the character that starts it is told.
 */
export function findUnseen(text: string, whole: boolean): readonly Unseen[] {
  const found: Unseen[] = [];
  candidates.lastIndex = 0;
  for (let match = candidates.exec(text); match !== null; match = candidates.exec(text)) {
    const [one] = match;
    const start = match.index;
    if (one.length > 2) continue;
    const codePoint = one.codePointAt(0) ?? 0;
    if (isAtHome(text, start, codePoint)) continue;
    const kind = kindOf(codePoint);
    const end = kind === 'escapeSequence' && whole ? sequenceEnd(text, start) : start + one.length;
    found.push({ start, end, kind, codePoint, instead: insteadOf(codePoint) });
    candidates.lastIndex = end;
  }
  return found;
}

/**
 * Flags first, so that what they are made of is passed over. Of the format characters (Cf) those that are drawn (Arabic
 * number signs) or that only arrange (Egyptian hieroglyphs) stay. Private use characters stay: they are drawn, as a box.
 */
const candidates = new RegExp(
  [
    ...regionFlags,
    '\\r(?!\\n)',
    '(?![\\t\\n\\r])\\p{Cc}',
    '\\p{Cs}',
    '\\p{Default_Ignorable_Code_Point}',
    '\\p{Noncharacter_Code_Point}',
    '[\\u2028\\u2029\\ufff9-\\ufffb]',
  ].join('|'),
  'gu',
);

function kindOf(codePoint: number): RemovedKind {
  if (codePoint === 0x1b || [0x90, 0x98, 0x9b, 0x9d, 0x9e, 0x9f].includes(codePoint)) return 'escapeSequence';
  if (codePoint < 0xa0 || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return 'control';
  if (codePoint >= 0xe0000 && codePoint <= 0xe007f) return 'tagCharacter';
  if (/\p{Bidi_Control}/u.test(String.fromCodePoint(codePoint))) return 'direction';
  return 'invisible';
}

function insteadOf(codePoint: number): string {
  // Halves of a character: taking out what is between two of them would put them together.
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '\ufffd';
  return codePoint === 0x0d || codePoint === 0x2028 || codePoint === 0x2029 ? '\n' : '';
}
