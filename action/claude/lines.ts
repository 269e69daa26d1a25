/** Longest line kept whole. Claude's largest are tool results; past this a line is dropped and counted, not held. */
const maxLineBytes = 16 * 1024 * 1024;

export type Line =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'overlong'; readonly bytes: number };

/**
 * Cuts a byte stream into lines with bounded memory: what is held is one line of at most `maxBytes`, and nothing is
 * copied twice. A line that never ends is given up at `maxBytes` and reported once it does end.
 */
export function createLineSplitter(maxBytes: number = maxLineBytes): {
  readonly push: (chunk: Buffer) => readonly Line[];
  readonly end: () => readonly Line[];
} {
  let held: Buffer[] = [];
  let heldBytes = 0;

  const take = (last: Buffer): Line => {
    const bytes = heldBytes + last.length;
    const line: Line =
      bytes > maxBytes
        ? { kind: 'overlong', bytes }
        : {
            kind: 'line',
            text: (held.length === 0 ? last : Buffer.concat([...held, last])).toString('utf8'),
          };
    held = [];
    heldBytes = 0;
    return line;
  };
  return {
    push: (chunk) => {
      const lines: Line[] = [];
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        lines.push(take(chunk.subarray(start, end)));
        start = end + 1;
      }
      const rest = chunk.subarray(start);
      heldBytes += rest.length;
      if (heldBytes > maxBytes) held = [];
      else if (rest.length > 0) held.push(rest);
      return lines;
    },
    end: () => (heldBytes === 0 ? [] : [take(Buffer.alloc(0))]),
  };
}
