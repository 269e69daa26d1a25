/** More lines are shown only when they are asked for. */
export const mostLines = 200;
const mostLineChars = 2_000;

export interface CutText {
  readonly text: string;
  readonly lines: number;
  readonly isCut: boolean;
}

/** The first lines of a text, and of a huge line its beginning. */
export function cutText(text: string): CutText {
  const all = text.split('\n');
  const shown = all.slice(0, mostLines).map(cutLine);
  const isCut = all.length > mostLines || shown.some((line, at) => line !== all[at]);
  return { text: shown.join('\n'), lines: all.length, isCut };
}

function cutLine(line: string): string {
  const most = line.length - mostLineChars;
  return most > 0
    ? `${line.slice(0, mostLineChars)} … ${most.toLocaleString('en-US')} more characters`
    : line;
}
