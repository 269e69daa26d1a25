import { createByteLists } from './byte-lists.ts';
import { type Form, formsOf, partChars } from './forms.ts';
import { merged, type Range, redacted } from './range.ts';
import { createSeedIndex, type SeedIndex, seedChars } from './seed-index.ts';
import { extended, isPromising, type Match, reachChars } from './shared-part.ts';

/** Shorter values would match ordinary words. */
const shortestSecretChars = 8;
/** Lines of a secret that is shorter than a part count as secrets themselves from here on. */
const shortestLineChars = 12;

/** Whether a character is hidden depends on nothing farther from it than this. */
export const knownRadiusChars = 2 * reachChars + 2 * seedChars;

/** Finds what a text has in common with a set of secrets: each whole in any of its forms, and any 16 characters of a form in a row. */
export function createKnownValues(secrets: readonly string[]): (text: string) => readonly Range[] {
  const given = secrets.flatMap(valuesOf);
  const values = [...new Set([...given, ...given.map(withPlainLetters)])];
  const forms = withoutRepeats(values.flatMap(formsOf));
  if (forms.length === 0) return () => [];
  const long = forms.filter((form) => form.text.length >= form.partChars);
  const short = forms.filter((form) => form.text.length < form.partChars);
  const index = createSeedIndex(long);
  const listsIn = createByteLists(values);
  const inText = (text: string): readonly Range[] => [
    ...partsIn(text, long, index),
    ...short.flatMap((form) => wholesIn(text, form)),
    ...listsIn(text),
  ];
  return (text) => {
    if (text.length < shortestSecretChars) return [];
    const plain = withPlainLetters(text);
    const found = plain === text ? inText(text) : [...inText(text), ...inText(plain)];
    return found.length === 0 ? found : merged(found.map((range) => wholeCharacters(text, range)));
  };
}

/** Fullwidth letters look like those they stand for, and many a program reads them as such. Same length, so that places stay. */
function withPlainLetters(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
}

/** Every private key begins and ends so: in common with one, it says nothing. */
const armor = /-----(?:BEGIN|END) [A-Z0-9 ]{1,40}-----/g;

function valuesOf(given: string): readonly string[] {
  const secret = given.replace(armor, '');
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  // Without its line breaks too: other breaks, or none, may stand in the text.
  return [
    ...[secret, secret.trim(), lines.join('')].filter(({ length }) => length >= shortestSecretChars),
    ...(lines.length > 1
      ? lines.filter(({ length }) => length >= shortestLineChars && length < partChars)
      : []),
  ];
}

function withoutRepeats(forms: readonly Form[]): readonly Form[] {
  // Of two that are alike the one that hides more.
  const byText = new Map(
    forms.toSorted((a, b) => Number(a.isBase64) - Number(b.isBase64)).map((form) => [form.text, form]),
  );
  return [...byText.values()];
}

function partsIn(text: string, forms: readonly Form[], index: SeedIndex): readonly Range[] {
  const ranges: Range[] = [];
  const settled = new Map<number, Match>();
  index.search(text, (position, place) => {
    // Places that follow one another share their match: one look at it is enough, unless the look did not reach its end.
    const before = settled.get(place - position);
    if (before?.isWhole && position + seedChars <= before.straightEnd) return;
    const form = forms[index.ownerOf(place)];
    const seed = { text, position, index, place };
    if (form === undefined || !isPromising(seed, form.partChars)) return;
    const match = extended(seed);
    settled.set(place - position, match);
    if (match.chars < form.partChars) return;
    const range = { start: match.start, end: match.end, mark: redacted };
    ranges.push(form.isBase64 ? withNeighbours(text, range) : range);
  });
  return ranges;
}

function wholesIn(text: string, form: Form): readonly Range[] {
  const ranges: Range[] = [];
  for (let start = text.indexOf(form.text); start !== -1; start = text.indexOf(form.text, start + 1)) {
    const range = { start, end: start + form.text.length, mark: redacted };
    ranges.push(form.isBase64 ? withNeighbours(text, range) : range);
  }
  return ranges;
}

/** The characters of base64 beside a part of a secret hold some bits of it, and the padding tells its length. */
function withNeighbours(text: string, { start, end, mark }: Range): Range {
  const before = /[\w+/-]$/.exec(text.slice(Math.max(0, start - 1), start));
  const after = /^[\w+/-]?={0,2}/.exec(text.slice(end, end + 3));
  return { start: start - (before?.[0].length ?? 0), end: end + (after?.[0].length ?? 0), mark };
}

/** Never half of a surrogate pair. */
function wholeCharacters(text: string, { start, end, mark }: Range): Range {
  const splits = (at: number): boolean => /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
  return { start: splits(start) ? start - 1 : start, end: splits(end) ? end + 1 : end, mark };
}
