/** HTML as it stands in a Markdown text. */
export interface HtmlPiece {
  /** Without the marks of quotes and lists around it. */
  readonly html: string;
  readonly start: number;
  readonly end: number;
  /** A block of its own; otherwise it stands within a paragraph. */
  readonly isBlock: boolean;
  /** Where the paragraph, quote or list item ends that it is in, and with it most of what it leaves open; null for the page. */
  readonly parentEnd: number | null;
}

/** All pieces one after the other, as a browser would get them, and the way back to the text that they are from. */
export interface HtmlStream {
  readonly html: string;
  /** The piece that holds this place; null where other Markdown stands. */
  readonly pieceAt: (offset: number) => HtmlPiece | null;
  readonly startInSource: (offset: number) => number;
  readonly endInSource: (offset: number) => number;
}

/** What a block is rendered to begins with a tag, and its `>` ends whatever tag was left open before. */
const BLOCK_BETWEEN = '<p>';

export function htmlStream(source: string, pieces: readonly HtmlPiece[]): HtmlStream {
  let html = '';
  const origins: number[] = [];
  const owners: (HtmlPiece | null)[] = [];
  const add = (text: string, owner: HtmlPiece | null, origin: (index: number) => number): void => {
    html += text;
    for (let index = 0; index < text.length; index += 1) {
      origins.push(origin(index));
      owners.push(owner);
    }
  };
  for (const piece of pieces) {
    const lines = lineOrigins(source, piece);
    // Offsets would not count a carriage return that the tokenizer takes together with its newline.
    add(piece.html.replaceAll('\r', ' '), piece, (index) => lines[index] ?? piece.end);
    add(piece.isBlock ? BLOCK_BETWEEN : ' ', null, () => piece.end);
  }
  return {
    html,
    pieceAt: (offset) => owners[offset] ?? null,
    startInSource: (offset) => origins[offset] ?? source.length,
    endInSource: (offset) => {
      if (offset >= html.length) return source.length;
      const last = origins[offset - 1] ?? 0;
      return owners[offset - 1] === null ? last : last + 1;
    },
  };
}

/** For each character of the piece its place in the text: its lines end as the text's lines do, and may begin later. */
function lineOrigins(source: string, { html, start, end }: HtmlPiece): readonly number[] {
  const origins: number[] = [];
  let sourceLine = start;
  for (const line of html.split('\n')) {
    const newline = source.indexOf('\n', sourceLine);
    const sourceEnd = newline === -1 || newline > end ? end : newline;
    const first = Math.max(sourceLine, sourceEnd - line.length);
    for (let index = 0; index <= line.length; index += 1) origins.push(Math.min(first + index, end));
    sourceLine = sourceEnd + 1;
  }
  return origins;
}
