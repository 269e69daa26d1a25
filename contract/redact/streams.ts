import type { PatternScan } from './patterns.ts';
import type { Range } from './range.ts';
import { segmentEnd } from './segments.ts';

/** A text that arrives in pieces and leaves in others. */
export interface TextStream {
  readonly push: (chunk: string) => string;
  /** What was held back. Nothing may be pushed after it. */
  readonly end: () => string;
}

export function joined(first: TextStream, second: TextStream): TextStream {
  return {
    push: (chunk) => second.push(first.push(chunk)),
    end: () => second.push(first.end()) + second.end(),
  };
}

interface KnownStreamOptions {
  readonly find: (text: string) => readonly Range[];
  /** Whether a character is in a range depends on nothing farther from it. */
  readonly radiusChars: number;
  readonly counted: (found: number) => void;
}

/** Holds back a radius of text, and keeps another one of what it already gave. */
export function createKnownStream({ find, radiusChars, counted }: KnownStreamOptions): TextStream {
  let text = '';
  /** How much of it is given already. */
  let given = 0;
  /** The last character given was in a range, whose mark is given. */
  let isInside = false;

  const give = (end: number): string => {
    let out = '';
    let at = given;
    for (const range of find(text)) {
      if (range.end <= given || range.start >= end) continue;
      const isGoingOn = isInside && range.start <= given;
      if (!isGoingOn) {
        out += text.slice(at, range.start) + range.mark;
        counted(1);
      }
      at = Math.min(range.end, end);
    }
    isInside = at === end && at > given;
    out += text.slice(at, end);
    const keepFrom = Math.max(0, end - radiusChars);
    text = text.slice(keepFrom);
    given = end - keepFrom;
    return out;
  };
  return {
    push: (chunk) => {
      text += chunk;
      // Not for every few characters: each look goes over the context again.
      return text.length - given < 4 * radiusChars ? '' : give(text.length - radiusChars);
    },
    end: () => give(text.length),
  };
}

interface PatternStreamOptions {
  readonly scan: PatternScan;
  readonly counted: (found: number) => void;
}

/** Holds back the segment that is not complete. */
export function createPatternStream({ scan, counted }: PatternStreamOptions): TextStream {
  const state = { keyLinesLeft: 0, count: 0 };
  let text = '';
  const give = (end: number): string => {
    state.count = 0;
    const out = scan(text.slice(0, end), state);
    text = text.slice(end);
    counted(state.count);
    return out;
  };
  return {
    push: (chunk) => {
      if (chunk === '') return '';
      text += chunk;
      let end = 0;
      for (let next = segmentEnd(text, 0, false); next !== -1; next = segmentEnd(text, end, false))
        end = next;
      return end === 0 ? '' : give(end);
    },
    end: () => give(text.length),
  };
}
