import { styleText } from 'node:util';

export type Paint = (text: string) => string;

/** What the terminal can do, and how wide a line may be. */
export interface Style {
  readonly width: number;
  readonly coloured: boolean;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly italic: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
  readonly link: (text: string, url: string) => string;
}

/** Colour only for a person at a terminal who has not declined it (https://no-color.org). */
export function createStyle(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): Style {
  const coloured = stream.isTTY === true && (env['NO_COLOR'] ?? '') === '';
  const paint =
    (format: Parameters<typeof styleText>[0]): Paint =>
    (text) =>
      coloured && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    width: Math.min(Math.max(stream.columns ?? 100, 40), 110),
    coloured,
    bold: paint('bold'),
    dim: paint('dim'),
    italic: paint('italic'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    cyan: paint('cyan'),
    // OSC 8: terminals that do not know it show the text alone.
    link: (text, url) => (coloured ? `\x1b]8;;${url}\x1b\\${text}\x1b]8;;\x1b\\` : text),
  };
}
