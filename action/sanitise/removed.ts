/** What is taken out of a text, or made visible in it: things that a person who reads the page does not see. */
export type RemovedKind = keyof typeof words;

/** How many of each kind. */
export type Removed = Readonly<Partial<Record<RemovedKind, number>>>;

const words = {
  comment: ['HTML comment', 'HTML comments'],
  hiddenElement: ['hidden HTML element', 'hidden HTML elements'],
  attribute: ['HTML attribute', 'HTML attributes'],
  customTag: ['unknown HTML tag', 'unknown HTML tags'],
  title: ['link or image title', 'link or image titles'],
  alt: ['image (its description stays)', 'images (their descriptions stay)'],
  target: ['link target', 'link targets'],
  definition: ['link definition', 'link definitions'],
  footnote: ['hidden footnote', 'hidden footnotes'],
  codeNote: ['note on a code block', 'notes on code blocks'],
  cell: ['hidden table cell', 'hidden table cells'],
  escapeSequence: ['terminal escape sequence', 'terminal escape sequences'],
  control: ['control character', 'control characters'],
  direction: ['text direction character', 'text direction characters'],
  tagCharacter: ['tag character', 'tag characters'],
  invisible: ['invisible character', 'invisible characters'],
  formula: ['formula with parts that are not shown', 'formulas with parts that are not shown'],
  drawing: ['drawing or line of one that is not shown', 'drawings or lines of them that are not shown'],
  cut: ['diff cut short, filled by what it hides', 'diffs cut short, filled by what they hide'],
  unparsed: [
    'whole text, too intricate to be read as Markdown',
    'whole texts, too intricate to be read as Markdown',
  ],
} as const;

const kinds = Object.keys(words) as RemovedKind[];

export function countRemoved(found: readonly RemovedKind[]): Removed {
  const counts: Partial<Record<RemovedKind, number>> = {};
  for (const kind of found) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

export function addRemoved(...all: readonly Removed[]): Removed {
  const sums = kinds.map((kind) => [kind, all.reduce((sum, one) => sum + (one[kind] ?? 0), 0)] as const);
  return Object.fromEntries(sums.filter(([, sum]) => sum > 0));
}

/** `2 HTML comments, 14 invisible characters`; empty when nothing was removed. */
export function describeRemoved(removed: Removed): string {
  return kinds
    .flatMap((kind) => {
      const count = removed[kind] ?? 0;
      return count === 0 ? [] : [`${count} ${words[kind][count === 1 ? 0 : 1]}`];
    })
    .join(', ');
}
