/**
 * What a text that somebody wrote to be read stays below, and what takes the parser long: it compares emphasis marks and
 * brackets with each other, and tries every list, quote and address in every way. Measured on Node 24, just below one
 * limit: some 30 ms each; far above, 10,000 characters take up to a second and 100,000 two minutes.
 */
const limits: readonly { readonly what: RegExp; readonly most: number }[] = [
  { what: /\n/g, most: 800 },
  { what: /[*_~]/g, most: 1200 },
  { what: /[[\]]/g, most: 800 },
  { what: /`/g, most: 1200 },
  { what: /</g, most: 800 },
  { what: /\|/g, most: 1500 },
  { what: /@/g, most: 300 },
  // Quotes and items of lists, also within each other.
  { what: /(?<![^\s>])(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s))/g, most: 500 },
];

/** Ordinary markdown of this length takes a tenth of a second. */
const MOST_CHARACTERS = 60_000;

/** Forty quotes and lists within each other take seconds. */
const nestsTooDeep =
  /^(?:(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}|[ \t]{60,}(?:[-+*]|\d{1,9}[.)])[ \t])/m;
/** In a word as long as this every punctuation mark may begin a mail address, and each is followed to the end. */
const endlessWord = /(?<![\w.+-])[\w.+-]{1000}/;

/** Whether parsing a text as markdown would hold up everything else; told in time proportional to its length. */
export function isCostly(markdown: string): boolean {
  if (markdown.length > MOST_CHARACTERS) return true;
  if (endlessWord.test(markdown) || nestsTooDeep.test(markdown)) return true;
  return limits.some(({ what, most }) => (markdown.match(what)?.length ?? 0) > most);
}
