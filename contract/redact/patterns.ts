import { createLibraryRules, libraryAnchors } from './library-rules.ts';
import { type KeyPart, keyAnchor, keyLine, keyStart } from './private-key.ts';
import { merged, type Range, redacted, replaced } from './range.ts';
import { segmentEnd } from './segments.ts';
import { type TokenRule, tokenRules } from './token-rules.ts';

/** What a scan knows of the text before: how many of the next lines may be a private key's. */
export interface PatternState {
  keyLinesLeft: number;
  count: number;
}

/** Replaces what looks like a secret in a text that ends where a segment ends. */
export type PatternScan = (text: string, state: PatternState) => string;

/** One expression for all that a secret may begin with: most texts have nothing of it, and are not looked at further. */
const anchors = new RegExp(
  [
    ...new Set(
      [keyAnchor, ...Object.values(libraryAnchors), ...tokenRules.map(({ anchor }) => anchor)].map(
        ({ source }) => source,
      ),
    ),
  ].join('|'),
  'g',
);

export function createPatternScan(): PatternScan {
  const inLibrary = createLibraryRules();
  return (text, state) => {
    let out = '';
    let at = 0;
    while (at < text.length) {
      const start = state.keyLinesLeft > 0 ? at : nextSegment(text, at);
      if (start === -1) break;
      const end = segmentEnd(text, start, true);
      const segment = text.slice(start, end);
      const ranges = rangesIn(segment, state, inLibrary);
      state.count += ranges.length;
      out += text.slice(at, start) + replaced(segment, ranges);
      at = end;
    }
    return at === 0 ? text : out + text.slice(at);
  };
}

/** Start of the next segment that holds an anchor. */
function nextSegment(text: string, from: number): number {
  anchors.lastIndex = from;
  const found = anchors.exec(text)?.index;
  if (found === undefined) return -1;
  // Not beyond `from`, where a segment begins too: the whole search stays linear.
  let start = from + text.slice(from, found).lastIndexOf('\n') + 1;
  for (;;) {
    const end = segmentEnd(text, start, true);
    if (end > found) return start;
    start = end;
  }
}

function rangesIn(
  segment: string,
  state: PatternState,
  inLibrary: (text: string) => readonly Range[],
): readonly Range[] {
  const key = keyIn(segment, state);
  state.keyLinesLeft = key?.linesLeft ?? 0;
  const ranges =
    key === null || key.end === key.start
      ? []
      : [{ start: key.start, end: key.end, mark: markOf('private-key') }];
  anchors.lastIndex = 0;
  if (!anchors.test(segment)) return ranges;
  const plain = withoutEscapes(segment);
  return merged([...ranges, ...tokenRules.flatMap((rule) => rangesOf(plain, rule)), ...inLibrary(plain)]);
}

function keyIn(segment: string, { keyLinesLeft }: PatternState): KeyPart | null {
  return (keyLinesLeft > 0 ? keyLine(segment, keyLinesLeft) : null) ?? keyStart(segment);
}

/** Escapes, colours and percent-encoded separators end in letters, which would hide where a token begins. Same length, so that places stay. */
function withoutEscapes(segment: string): string {
  return segment.replace(
    /\\+(?:u00[01][0-9a-fA-F](?:\[[\d;]{0,12}m)?|[nrtbf"'])|[^\P{Cc}\s]\[[\d;]{0,12}[A-Za-z]|%(?:25)?(?:0[adAD9]|2[0-27]|3[adAD])/gu,
    (found) => ' '.repeat(found.length),
  );
}

function rangesOf(text: string, { name, pattern }: TokenRule): readonly Range[] {
  return [...text.matchAll(pattern)].map(({ indices }) => {
    const [start, end] = indices?.groups?.['secret'] ?? indices?.groups?.['alone'] ?? indices?.[0] ?? [0, 0];
    return { start, end, mark: markOf(name) };
  });
}

const markOf = (name: string): string => `${redacted.slice(0, -1)}:${name}]`;
