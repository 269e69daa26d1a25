/** Patterns look at one line at a time, of a line longer than this at one piece at a time. */
const longestSegmentChars = 16 * 1024;
/** A piece ends where no token can go on; where there is no such place within so many characters, it is cut all the same. */
const graceChars = 8 * 1024;

/** What has to be held back of a text that is still being written. */
const mostHeldChars = longestSegmentChars + graceChars;

/**
 * Where the segment that starts here ends, its line break included; -1 while that depends on what follows the text.
 * It depends on nothing before its start, so a text falls into the same segments however it arrives.
 */
export function segmentEnd(text: string, start: number, isComplete: boolean): number {
  const newline = newlineBefore(text, start, start + mostHeldChars);
  const longest = start + longestSegmentChars;
  if (newline !== -1 && newline < longest) return newline + 1;
  if (text.length <= longest) return isComplete ? text.length : -1;
  const end = tokenEnd(text, longest, start + mostHeldChars);
  if (end !== -1) return end;
  return isComplete && text.length < start + mostHeldChars ? text.length : -1;
}

function newlineBefore(text: string, start: number, end: number): number {
  // indexOf would search the whole rest of a text that has one line.
  const at = text.slice(start, end).indexOf('\n');
  return at === -1 ? -1 : start + at;
}

function tokenEnd(text: string, from: number, most: number): number {
  const outside = /[^\w+/=.~%:@-]/g;
  const at = text.slice(from, most).search(outside);
  if (at !== -1) return from + at + 1;
  return text.length >= most ? most : -1;
}
