import type { Stretch } from '../store/event-words.ts';

/** PostgreSQL counts places of words up to 16,383, and gives all words of a row 1 MB. */
const mostWords = 12_000;
const mostBytes = 400_000;
/** Words in a row are found across two parts of an event too, if they are no more than this. */
const overlapWords = 20;

export interface EventWords {
  readonly seq: number;
  readonly words: readonly string[];
}

/** Events side by side as long as there is room; one that is too long for a stretch has several of its own. By seq. */
export function stretchesOf(events: readonly EventWords[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open: { firstSeq: number; lastSeq: number; words: string[]; bytes: number } | null = null;
  const close = (): void => {
    if (open === null) return;
    const { firstSeq, lastSeq, words } = open;
    stretches.push({ firstSeq, lastSeq, part: 0, words: words.join(' ') });
    open = null;
  };
  for (const { seq, words } of events) {
    const bytes = bytesOf(words);
    const fits =
      open !== null && open.words.length + words.length <= mostWords && open.bytes + bytes <= mostBytes;
    if (!fits) close();
    const parts = partsOf(words);
    if (parts.length > 1)
      stretches.push(
        ...parts.map((part, at) => ({ firstSeq: seq, lastSeq: seq, part: at, words: part.join(' ') })),
      );
    else {
      open ??= { firstSeq: seq, lastSeq: seq, words: [], bytes: 0 };
      open.words.push(...words);
      open.bytes += bytes;
      open.lastSeq = seq;
    }
  }
  close();
  return stretches;
}

function partsOf(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let part: string[] = [];
  let bytes = 0;
  for (const word of words) {
    const wordBytes = Buffer.byteLength(word) + 1;
    if (part.length === mostWords || bytes + wordBytes > mostBytes) {
      parts.push(part);
      part = part.slice(-overlapWords);
      bytes = bytesOf(part);
    }
    part.push(word);
    bytes += wordBytes;
  }
  return [...parts, part];
}

const bytesOf = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + Buffer.byteLength(word) + 1, 0);
