import {
  cameFrom,
  goesOn,
  isSeparator,
  mostGapChars,
  mostLookedAtChars,
  pieceAfter,
  pieceBefore,
} from './pieces.ts';
import { type SeedIndex, seedChars } from './seed-index.ts';

/** So far from its seed a match is followed; longer ones have seeds all along. */
export const reachChars = 256;

export interface Match {
  readonly start: number;
  readonly end: number;
  /** Characters in common, without what stands between. */
  readonly chars: number;
  /** Where the unbroken run of characters around the seed ends. */
  readonly straightEnd: number;
  /** False where it was followed only as far as it may be. */
  readonly isWhole: boolean;
}

interface Seed {
  readonly text: string;
  readonly position: number;
  readonly index: SeedIndex;
  readonly place: number;
}

/**
 * Whether a look at a seed may show more than chance: texts full of `&#97;` have one at every place. The unbroken run around it is long
 * enough, or ends in the text where a gap may stand.
 */
export function isPromising({ text, position, index, place }: Seed, partChars: number): boolean {
  const { codes } = index;
  const last = index.endOf(place);
  const first = index.startOf(place);
  const most = position + reachChars;
  let at = position + seedChars;
  let from = place + seedChars;
  while (from < last && at < most && text.charCodeAt(at) === codes[from]) {
    at += 1;
    from += 1;
  }
  if (at - position >= partChars || at >= most) return true;
  if (from < last && (isGap(text, at) || isSeparator(text, at))) return true;
  let start = position;
  from = place;
  const least = Math.max(0, position - reachChars);
  while (from > first && start > least && text.charCodeAt(start - 1) === codes[from - 1]) {
    start -= 1;
    from -= 1;
  }
  if (at - start >= partChars || (start <= least && least > 0)) return true;
  return from > first && start > 0 && (isGap(text, start - 1) || isSeparator(text, start - 1));
}

/**
 * What a text and a form of a secret have in common around a seed. Line breaks, with the blanks around them, and backslashes that only
 * the text has do not end it: secrets come wrapped (`base64` at 76, PEM at 64) and escaped.
 */
export function extended(seed: Seed): Match {
  const after = toTheRight(seed);
  const before = toTheLeft(seed);
  return {
    start: before.at,
    end: after.at,
    chars: before.chars + after.chars,
    straightEnd: after.straightEnd,
    isWhole: before.isWhole && after.isWhole,
  };
}

function toTheRight({ text, position, index, place }: Seed): Side & { readonly straightEnd: number } {
  const { codes } = index;
  const last = index.endOf(place);
  const limit = position + reachChars;
  let at = position;
  let from = place;
  let straightEnd = 0;
  for (;;) {
    while (from < last && at < limit && text.charCodeAt(at) === codes[from]) {
      at += 1;
      from += 1;
    }
    straightEnd ||= at;
    if (from === last || at >= limit) break;
    // A gap across the limit is not looked into: whether it matters must not depend on where the seed was.
    const isNear = at + mostLookedAtChars < limit;
    const next = gapEnd(text, at);
    const isWrapped = next > at && next < limit && text.charCodeAt(next) === codes[from];
    const goesOnThere = isWrapped && goesOn(text, next, codes.subarray(from, last));
    const piece =
      isNear && !goesOnThere ? nextPiece(text, at, codes.subarray(place, last), from - place) : null;
    if (piece === null && !isWrapped) return { at, chars: from - place, straightEnd, isWhole: isNear };
    at = piece?.at ?? next;
    from = place + (piece?.matched ?? from - place);
  }
  return { at, chars: from - place, straightEnd, isWhole: at < limit };
}

/** Characters of what stands between two pieces that may be alike to the beginning of the second, and were taken for it. */
const mostTaken = 2;

/** Where the text goes on with the secret behind a gap, and how much of the secret stands before that. */
function nextPiece(
  text: string,
  at: number,
  secret: Uint16Array,
  matched: number,
): { readonly at: number; readonly matched: number } | null {
  for (let taken = 0; taken <= mostTaken && taken < matched; taken += 1) {
    if (taken > 0 && !isSeparator(text, at - taken)) return null;
    const resumed = pieceAfter(text, at - taken, secret.subarray(matched - taken));
    if (resumed > at) return { at: resumed, matched: matched - taken };
  }
  return null;
}

interface Side {
  readonly at: number;
  readonly chars: number;
  readonly isWhole: boolean;
}

function toTheLeft({ text, position, index, place }: Seed): Side {
  const { codes } = index;
  const first = index.startOf(place);
  const limit = Math.max(0, position - reachChars);
  let at = position;
  let from = place;
  for (;;) {
    while (from > first && at > limit && text.charCodeAt(at - 1) === codes[from - 1]) {
      at -= 1;
      from -= 1;
    }
    if (from === first || at <= limit) return { at, chars: place - from, isWhole: at > limit || limit === 0 };
    const isNear = at - mostLookedAtChars > limit || limit === 0;
    const rest = codes.subarray(first, from);
    const next = gapStart(text, at);
    const isWrapped = next < at && next > limit && text.charCodeAt(next - 1) === codes[from - 1];
    const piece = isNear && !(isWrapped && cameFrom(text, next, rest)) ? pieceBefore(text, at, rest) : at;
    if (piece === at && !isWrapped) return { at, chars: place - from, isWhole: isNear };
    at = piece === at ? next : piece;
  }
}

function gapEnd(text: string, start: number): number {
  let at = start;
  while (at - start < mostGapChars && isGap(text, at)) at += 1;
  return isBreak(text.slice(start, at)) ? at : start;
}

function gapStart(text: string, end: number): number {
  let at = end;
  while (end - at < mostGapChars && at > 0 && isGap(text, at - 1)) at -= 1;
  return isBreak(text.slice(at, end)) ? at : end;
}

/** Blanks alone are no break: the word before a secret would be taken for the end of it when they happen to be alike. */
const isBreak = (gap: string): boolean => /[\n\r\\]/.test(gap);

const backslash = 0x5c;

/** A blank, a line break, a backslash, or the letter of `\n`, `\r`, `\t`. */
function isGap(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === backslash) return true;
  const isLetter = code === 0x6e || code === 0x72 || code === 0x74;
  return isLetter && at > 0 && text.charCodeAt(at - 1) === backslash;
}
