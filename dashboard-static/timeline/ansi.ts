/** A stretch of a terminal's output that looks the same: its text, and classes for how it looks. */
export interface Span {
  readonly text: string;
  readonly classes: readonly string[];
}

const esc = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);
/** The commands of a terminal: those that set a look, all others of that form, titles and links, single ones. */
const command = new RegExp(
  [
    `${esc}\\[([\\d;:]*)m`,
    `${esc}\\[[0-?]*[ -/]*[@-~]`,
    `${esc}\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?`,
    `${esc}[ -/]*[0-~]`,
  ].join('|'),
  'g',
);

/**
 * Output with the colours that it had in the terminal. Any colour becomes one of the theme's sixteen, so that all of it can be read
 * on both grounds; commands that move or erase are left out, and of a line that was written over only the last is kept.
 */
export function ansiSpans(output: string): readonly Span[] {
  const text = overwritten(output);
  const spans: Span[] = [];
  let look = plain;
  let from = 0;
  for (const match of text.matchAll(command)) {
    add(spans, text.slice(from, match.index), look);
    if (match[1] !== undefined) look = applied(look, match[1]);
    from = match.index + match[0].length;
  }
  add(spans, text.slice(from), look);
  return spans;
}

/** Each is an element of the page: from here on all is plain, and one. */
const mostSpans = 5_000;

function add(spans: Span[], text: string, look: Look): void {
  if (text === '') return;
  const classes = spans.length < mostSpans ? classesOf(look) : [];
  const last = spans.at(-1);
  if (last !== undefined && last.classes.join() === classes.join())
    spans[spans.length - 1] = { text: last.text + text, classes };
  else spans.push({ text, classes });
}

/** Line by line, for an expression that looks for the last return of a line tries each of them anew. */
const overwritten = (text: string): string =>
  text.includes('\r') ? text.split('\n').map(lastState).join('\n') : text;

function lastState(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}

interface Look {
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isItalic: boolean;
  readonly isUnderlined: boolean;
  /** 0 to 15. */
  readonly text: number | null;
  readonly ground: number | null;
}
const plain: Look = {
  isBold: false,
  isDim: false,
  isItalic: false,
  isUnderlined: false,
  text: null,
  ground: null,
};

function classesOf({ isBold, isDim, isItalic, isUnderlined, text, ground }: Look): readonly string[] {
  return [
    ...(isBold ? ['ansi-bold'] : []),
    ...(isDim ? ['ansi-dim'] : []),
    ...(isItalic ? ['ansi-italic'] : []),
    ...(isUnderlined ? ['ansi-underlined'] : []),
    ...(text === null || ground !== null ? [] : [`ansi-${text}`]),
    ...(ground === null ? [] : [`ansi-on-${ground}`]),
  ];
}

function applied(before: Look, parameters: string): Look {
  const codes = parameters.split(/[;:]/).map((code) => Number(code || '0'));
  let look = before;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code !== 38 && code !== 48) {
      look = withCode(look, code);
      continue;
    }
    const isIndexed = codes[at + 1] === 5;
    const color = isIndexed ? indexed(codes[at + 2] ?? 0) : nearest(codes.slice(at + 2, at + 5));
    look = code === 38 ? { ...look, text: color } : { ...look, ground: color };
    at += isIndexed ? 2 : 4;
  }
  return look;
}

function withCode(look: Look, code: number): Look {
  if (code >= 30 && code <= 37) return { ...look, text: code - 30 };
  if (code >= 40 && code <= 47) return { ...look, ground: code - 40 };
  if (code >= 90 && code <= 97) return { ...look, text: code - 82 };
  if (code >= 100 && code <= 107) return { ...look, ground: code - 92 };
  return { ...look, ...(code === 0 ? plain : single[code]) };
}

const single: Readonly<Record<number, Partial<Look>>> = {
  1: { isBold: true },
  2: { isDim: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  22: { isBold: false, isDim: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  39: { text: null },
  49: { ground: null },
};

/** Of the 256: 16 named, a cube of six by six by six, 24 greys. */
function indexed(index: number): number {
  if (index < 16) return index;
  if (index >= 232) return nearest(Array.from({ length: 3 }, () => 8 + 10 * (index - 232)));
  const cube = index - 16;
  return nearest([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => step * 51));
}

/** By which of red, green and blue are strong; greys by how bright they are. */
function nearest([red = 0, green = 0, blue = 0]: readonly number[]): number {
  const most = Math.max(red, green, blue);
  const isGrey = most - Math.min(red, green, blue) < 32;
  if (isGrey) return most < 64 ? 0 : most < 144 ? 8 : most < 208 ? 7 : 15;
  const strong = [red, green, blue].map((part, bit) => (part > most / 2 ? 2 ** bit : 0));
  return strong.reduce((sum, bit) => sum + bit, most > 200 ? 8 : 0);
}
