/**
 * Where characters that are not seen by themselves shape what is seen: joiners within emoji and within scripts that use
 * them, variation selectors after what they select, flags of regions. Everywhere else they carry hidden text.
 */
export function isAtHome(text: string, index: number, codePoint: number): boolean {
  const before = text.slice(Math.max(0, index - 4), index);
  const after = text.slice(index + (codePoint > 0xffff ? 2 : 1), index + 6);
  switch (codePoint) {
    case 0x200d:
      return (emojiEnd.test(before) && emojiStart.test(after)) || joinsLetters(before, after);
    case 0x200c:
      return joinsLetters(before, after);
    case 0xfe0e:
    case 0xfe0f:
      return selectable.test(before) || (/[0-9#*]$/.test(before) && after.startsWith('\u20e3'));
    case 0xfe00:
    case 0xfe01:
    case 0xfe02:
      return /[\p{Sm}\p{Unified_Ideograph}]$/u.test(before);
    case 0x180b:
    case 0x180c:
    case 0x180d:
    case 0x180e:
    case 0x180f:
      return /[\u1820-\u1842\u1844-\u18aa]$/.test(before);
    default:
      // The Ideographic Variation Database registers no more than these for one character: names are written with them.
      return codePoint >= 0xe0100 && codePoint <= 0xe011f && /\p{Unified_Ideograph}$/u.test(before);
  }
}

/** The three flags that GitHub and every font know: England, Scotland, Wales. Ended by U+E007F; no other is made of tags. */
export const regionFlags: readonly string[] = ['gbeng', 'gbsct', 'gbwls'].map(
  (region) =>
    `\u{1f3f4}${[...region].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}\u{e007f}`,
);

const selectable = /(?![0-9#*])\p{Emoji}$/u;
const emojiEnd = /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?$/u;
const emojiStart = /^\p{Extended_Pictographic}/u;

/** The scripts of which Unicode (UAX 31, A1 and A2) says that joiners change how words in them read, and their neighbours. */
const joiningScripts = ['Arabic', 'Syriac', 'Mandaic', 'Nko', 'Adlam', 'Hanifi_Rohingya', 'Mongolian']
  .concat(['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'])
  .concat(['Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan', 'Balinese', 'Javanese', 'Newa'])
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('');
/** Without those that are themselves taken out. */
const letter = `(?=[\\p{L}\\p{M}])(?!\\p{Default_Ignorable_Code_Point})[${joiningScripts}]`;
const endsInLetter = new RegExp(`${letter}$`, 'u');
const startsWithLetter = new RegExp(`^${letter}`, 'u');
/** After a mark (a virama) a joiner also shapes the last letter of a word. */
const endsInMark = new RegExp(`(?=\\p{M})${letter}$`, 'u');

/** Of several in a row the first does what all do. */
function joinsLetters(before: string, after: string): boolean {
  const next = after.replace(/^[\u200c\u200d]+/, '');
  return endsInLetter.test(before) && (startsWithLetter.test(next) || endsInMark.test(before));
}
