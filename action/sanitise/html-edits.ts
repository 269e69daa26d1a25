import { type Token, Tokenizer, TokenizerMode } from 'parse5';
import type { Edit } from './edit.ts';
import {
  endedByTheNext,
  filteredElements,
  reopenedElements,
  textElements,
  unshownElements,
  voidElements,
} from './html-names.ts';
import { type HtmlPiece, type HtmlStream, htmlStream } from './html-stream.ts';
import type { RemovedKind } from './removed.ts';
import { type Shrinking, shrinking } from './shrinking.ts';
import { isHiddenTag, tagEdit } from './tag.ts';

/**
 * What is to be taken out of a text for its HTML: comments, what is not shown, and attributes. Tokens are read as HTML says,
 * through all pieces, so that what is left open in one hides what comes after it, as it does on the page. In linear time.
 * Read twice, once with some tags as mere text: where GitHub filters them a comment in them may end far behind them, and
 * elsewhere nothing of them is shown. What either reading hides is taken out.
 */
export function htmlEdits(source: string, pieces: readonly HtmlPiece[]): readonly Edit[] {
  if (pieces.length === 0) return [];
  const stream = htmlStream(source, pieces);
  const asHtml = new HtmlReader(source, stream, false).read();
  if (!filteredTag.test(stream.html)) return asHtml;
  return [...asHtml, ...new HtmlReader(source, stream, true).read()];
}

const filteredTag = new RegExp(`</?(?:${[...filteredElements].join('|')})`, 'i');

interface Hidden {
  readonly token: Token.TagToken;
  readonly start: number;
  readonly piece: HtmlPiece;
  depth: number;
  /** Hidden themselves, and not ended with it: they were begun in it and HTML opens them again after it. */
  readonly outliving: Hidden[];
}

/** Lives for one reading: the tokenizer calls back for each token. */
class HtmlReader {
  readonly #source: string;
  readonly #stream: HtmlStream;
  readonly #isFiltered: boolean;
  readonly #edits: Edit[] = [];
  readonly #shrinking: Shrinking = shrinking();
  readonly #tokenizer: Tokenizer;
  #hidden: Hidden | null = null;
  /** Up to where tokens have been read. */
  #done = 0;

  constructor(source: string, stream: HtmlStream, isFiltered: boolean) {
    this.#isFiltered = isFiltered;
    this.#source = source;
    this.#stream = stream;
    const reached = (token: { readonly location: Token.Location | null }): void => {
      this.#done = token.location?.endOffset ?? this.#done;
    };
    this.#tokenizer = new Tokenizer(
      { sourceCodeLocationInfo: true },
      {
        onComment: (token) => this.#remove(token, 'comment'),
        onDoctype: (token) => this.#remove(token, 'comment'),
        onStartTag: (token) => this.#startTag(token),
        onEndTag: (token) => this.#endTag(token),
        onCharacter: reached,
        onNullCharacter: reached,
        onWhitespaceCharacter: reached,
        onEof: () => undefined,
      },
    );
  }

  read(): readonly Edit[] {
    const { html } = this.#stream;
    this.#tokenizer.write(html, true);
    if (this.#hidden !== null) this.#leftOpen(this.#hidden);
    // A tag without its end is told by no token, and takes all that comes after it along.
    else if (this.#done < html.length) this.#edit(this.#done, html.length, { text: '', kind: 'attribute' });
    return this.#edits;
  }

  #startTag(token: Token.TagToken): void {
    const place = this.#place(token);
    if (place === null) return;
    const mode = this.#isFiltered ? undefined : textElements.get(token.tagName);
    if (mode !== undefined) this.#tokenizer.state = TokenizerMode[mode];
    const hidden = this.#hidden;
    const begun = { token, start: place.start, piece: place.piece, depth: 1, outliving: [] };
    if (hidden !== null) {
      if (hidden.token.tagName !== token.tagName) {
        if (outlives(begun, hidden) && this.#hides(token, place)) hidden.outliving.push(begun);
        return;
      }
      if (hidden.depth > 1 || !endedByTheNext.has(token.tagName)) {
        hidden.depth += 1;
        return;
      }
      this.#close(hidden, place.start);
    }
    if (!this.#hides(token, place)) this.#tag(token, false);
    else if (voidElements.has(token.tagName)) this.#edit(place.start, place.end, hiddenElement);
    else this.#hidden = begun;
  }

  #hides(token: Token.TagToken, { piece }: { readonly piece: HtmlPiece }): boolean {
    const { tagName } = token;
    const isTooSmall = this.#shrinking.start(tagName, piece.start, piece.parentEnd);
    return isTooSmall || (isHiddenTag(token) && !(this.#isFiltered && filteredElements.has(tagName)));
  }

  #endTag(token: Token.TagToken): void {
    const place = this.#place(token);
    if (place === null) return;
    const hidden = this.#hidden;
    if (hidden === null) {
      this.#shrinking.end(token.tagName);
      this.#tag(token, true);
    } else if (hidden.token.tagName === token.tagName) {
      hidden.depth -= 1;
      if (hidden.depth === 0) this.#close(hidden, place.end);
    } else {
      const ended = hidden.outliving.findLastIndex((one) => one.token.tagName === token.tagName);
      if (ended !== -1) hidden.outliving.splice(ended, 1);
    }
  }

  #tag(token: Token.TagToken, isEnd: boolean): void {
    const { startOffset, endOffset } = token.location ?? { startOffset: 0, endOffset: 0 };
    const edit = tagEdit(token, isEnd, this.#stream.html.slice(startOffset, endOffset));
    if (edit !== null) this.#edit(startOffset, endOffset, edit);
  }

  #remove(token: { readonly location: Token.Location | null }, kind: RemovedKind): void {
    const place = this.#place(token);
    if (place !== null && this.#hidden === null) this.#edit(place.start, place.end, { text: '', kind });
  }

  /** Null for what does not begin in HTML of the text. */
  #place({ location }: { readonly location: Token.Location | null }): {
    readonly start: number;
    readonly end: number;
    readonly piece: HtmlPiece;
  } | null {
    if (location === null) return null;
    const { startOffset: start, endOffset: end } = location;
    this.#done = end;
    const piece = this.#stream.pieceAt(start);
    return piece === null ? null : { start, end, piece };
  }

  #close(hidden: Hidden, end: number): void {
    const [next, ...others] = hidden.outliving;
    this.#hidden = next === undefined ? null : { ...next, outliving: others };
    this.#hide(hidden, this.#stream.endInSource(end));
  }

  #leftOpen(hidden: Hidden): void {
    const { token, piece, start } = hidden;
    // In a sentence it is more likely the name of a component than the start of a page without end. Where its end stands in
    // what one reading takes for a comment or tag, the other takes it for an end, and would leave what comes after.
    const isWord = !piece.isBlock && !this.#isFiltered && unshownElements.has(token.tagName);
    if (isWord) this.#edit(start, token.location?.endOffset ?? start, hiddenElement);
    else this.#hide(hidden, this.#source.length);
  }

  /** What begins in a paragraph or quote ends with it, save what HTML opens again after it. */
  #hide({ token, start, piece }: Hidden, sourceEnd: number): void {
    const isReopened = reopenedElements.has(token.tagName) || unshownElements.has(token.tagName);
    const end = isReopened ? sourceEnd : Math.min(sourceEnd, piece.parentEnd ?? sourceEnd);
    this.#edits.push({ start: this.#stream.startInSource(start), end, ...hiddenElement });
  }

  #edit(start: number, end: number, edit: Omit<Edit, 'start' | 'end'>): void {
    this.#edits.push({
      start: this.#stream.startInSource(start),
      end: this.#stream.endInSource(end),
      ...edit,
    });
  }
}

/** Any element of HTML ends a drawing, whose own end tag then ends nothing. */
function outlives({ token }: Hidden, { token: outer }: Hidden): boolean {
  return reopenedElements.has(token.tagName) || outer.tagName === 'svg' || outer.tagName === 'annotation';
}

const hiddenElement = { text: '', kind: 'hiddenElement' } as const;
