/** Looks at a JSON object as it comes, and keeps some of its members: 25 MB need no more memory than these few. */
export interface MemberReader {
  readonly update: (chunk: Buffer) => void;
  /** The object with the wanted members alone, as JSON; null where it was no whole object. */
  readonly end: () => string | null;
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Checks no more than that braces and quotes match; members that are together larger than `mostBytes` are left out. */
export function readTopMembers(wanted: ReadonlySet<string>, mostBytes: number): MemberReader {
  const members: string[] = [];
  let keptBytes = 0;
  let depth = 0;
  let isObject: boolean | null = null;
  let inString = false;
  let isEscaped = false;
  /** What is being kept of the present chunk begins here; -1: nothing is. */
  let from = -1;
  let parts: Buffer[] = [];
  let partBytes = 0;
  /** Of the member whose value is read; null: a name comes next. */
  let name: string | null = null;
  const take = (chunk: Buffer, to: number): string => {
    if (from !== -1) parts.push(chunk.subarray(from, to));
    const text = Buffer.concat(parts).toString();
    from = -1;
    parts = [];
    partBytes = 0;
    return text;
  };
  const endMember = (chunk: Buffer, at: number): void => {
    if (name !== null && wanted.has(name)) {
      const isCut = partBytes > mostBytes;
      const value = take(chunk, at);
      keptBytes += isCut ? 0 : value.length;
      if (!isCut && keptBytes <= mostBytes) members.push(`${JSON.stringify(name)}:${value}`);
    }
    name = null;
  };
  const leave = (chunk: Buffer, at: number): void => {
    if (depth === 1) endMember(chunk, at);
    if (depth === 0) isObject = false;
    else depth -= 1;
  };
  const onStructure = (chunk: Buffer, byte: number, at: number): void => {
    if (byte === openBrace || byte === openBracket) {
      if (depth === 0) isObject = isObject === null && byte === openBrace;
      depth += 1;
    } else if (byte === closeBrace || byte === closeBracket) leave(chunk, at);
    else if (depth === 1 && byte === comma) endMember(chunk, at);
    else if (depth === 1 && byte === colon) {
      name = take(chunk, at).trim().slice(1, -1);
      if (wanted.has(name)) from = at + 1;
    }
  };
  const onQuote = (at: number): void => {
    inString = true;
    if (depth === 1 && name === null) from = at;
  };
  return {
    update: (chunk) => {
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at] ?? 0;
        if (!inString) {
          if (byte === quote) onQuote(at);
          else onStructure(chunk, byte, at);
        } else if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) inString = false;
      }
      if (from === -1) return;
      partBytes += chunk.length - from;
      // Beyond what is kept nothing is held, and the member is left out.
      if (partBytes <= mostBytes) parts.push(Buffer.from(chunk.subarray(from)));
      from = 0;
    },
    end: () => (isObject === true && depth === 0 && !inString ? `{${members.join(',')}}` : null),
  };
}
