/** The value whose JSON begins like this: what is open at the cut is closed, what is half there is left out. */
export function parseCutJson(text: string): unknown {
  const whole = parsed(text);
  if (whole !== undefined) return whole;
  const { length, isInString, closers } = scan(text);
  return parsed(`${text.slice(0, length)}${isInString ? '"' : ''}${closers}`) ?? text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface Cut {
  /** So much of the text can be completed by closing it. */
  readonly length: number;
  readonly isInString: boolean;
  readonly closers: string;
}

/** Whatever opens or closes a bracket also moves `safe`: the brackets open at the end are those open there. */
function scan(text: string): Cut {
  const open: ('}' | ']')[] = [];
  let safe = 0;
  let isKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const { end, isClosed } = scanString(text, at);
      const isName = isKey && open.at(-1) === '}';
      if (!isClosed) return { length: isName ? safe : end, isInString: !isName, closers: closing(open) };
      at = end;
      if (!isName) safe = at + 1;
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']');
      safe = at + 1;
      isKey = true;
    } else if (character === '}' || character === ']') {
      open.pop();
      safe = at + 1;
    } else if (character === ',') {
      safe = at;
      isKey = true;
    } else if (character === ':') isKey = false;
  }
  return { length: safe, isInString: false, closers: closing(open) };
}

const closing = (open: readonly string[]): string => open.toReversed().join('');

/** `end`: of the closing quote; where there is none, of the last character that is there in full. */
function scanString(text: string, from: number): { readonly end: number; readonly isClosed: boolean } {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '"') return { end: at, isClosed: true };
    if (text[at] !== '\\') continue;
    const length = text[at + 1] === 'u' ? 6 : 2;
    if (at + length > text.length) return { end: at, isClosed: false };
    at += length - 1;
  }
  return { end: text.length, isClosed: false };
}
