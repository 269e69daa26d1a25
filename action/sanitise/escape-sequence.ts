/**
 * Where the terminal escape sequence that starts at `start` ends: CSI, OSC, DCS, SOS, PM and APC (ECMA-48), with ESC or as
 * one C1 character, and the short ones. A string without its end goes to the end of its line.
 */
export function sequenceEnd(text: string, start: number): number {
  const isShort = text.charCodeAt(start) === 0x1b;
  const opener = isShort ? text.charAt(start + 1) : c1Openers[text.charAt(start)];
  const next = start + (isShort ? 2 : 1);
  switch (opener) {
    case '[':
      return matchEnd(parameters, text, next) ?? next;
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
      return stringEnd(text, next);
    default:
      return matchEnd(short, text, start + 1) ?? start + 1;
  }
}

const c1Openers: Readonly<Record<string, string>> = {
  '\u0090': 'P',
  '\u0098': 'X',
  '\u009b': '[',
  '\u009d': ']',
  '\u009e': '^',
  '\u009f': '_',
};

const parameters = /[0-?]*[ -/]*[@-~]?/y;
const payload = /[\P{Cc}\t\r]*/uy;
const short = /[ -/]*[0-~]/y;

/** BEL, ESC `\` or the one character ST end it; so does any other control character, which is none of its own. */
function stringEnd(text: string, from: number): number {
  const end = matchEnd(payload, text, from) ?? from;
  if (text.startsWith('\u001b\\', end)) return end + 2;
  return text.startsWith('\u0007', end) || text.startsWith('\u009c', end) ? end + 1 : end;
}

function matchEnd(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}
