import { type Range, redacted } from './range.ts';

/** Fewer bytes in a row may be chance, as in the other ways of writing out bytes. */
const windowBytes = 8;
/** Between two numbers: a comma, blanks, the end of a line and what it begins with. */
const mostGapChars = 24;

/**
 * Finds where a text lists the bytes of a value as decimal numbers: `JSON.stringify(buffer)`, Node's and Python's own printing,
 * `od`. Each of them puts other blanks and line breaks between the numbers, so they are read rather than compared.
 */
export function createByteLists(values: readonly string[]): (text: string) => readonly Range[] {
  const windows = new Set<string>();
  const isByte = new Uint8Array(256);
  for (const value of values) {
    const bytes = Buffer.from(value);
    for (const byte of bytes) isByte[byte] = 1;
    for (let at = 0; at + windowBytes <= bytes.length; at += 1)
      windows.add(bytes.toString('latin1', at, at + windowBytes));
  }
  return (text) => {
    const ranges: Range[] = [];
    let starts: number[] = [];
    let bytes = '';
    let last = -mostGapChars;
    for (let at = numberAt(text, 0); at !== -1; at = numberAt(text, last)) {
      const end = numberEnd(text, at);
      const byte = end - at > 3 ? 256 : Number(text.slice(at, end));
      const goesOn = isByte[byte] === 1 && isGap(text, last, at);
      if (!goesOn) [starts, bytes] = [[], ''];
      last = end;
      if (isByte[byte] !== 1) continue;
      starts.push(at);
      if (starts.length > windowBytes) starts.shift();
      bytes = (bytes + String.fromCharCode(byte)).slice(-windowBytes);
      if (bytes.length === windowBytes && windows.has(bytes))
        ranges.push({ start: starts[0] ?? at, end, mark: redacted });
    }
    return ranges;
  };
}

/** One search of the platform's for the next digit: most texts have few. */
const digit = /\d/g;

function numberAt(text: string, from: number): number {
  digit.lastIndex = from;
  return digit.exec(text)?.index ?? -1;
}

function numberEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function isGap(text: string, start: number, end: number): boolean {
  return end - start <= mostGapChars && /^(?:[,\s]|\\+[nrt])+$/.test(text.slice(start, end));
}
