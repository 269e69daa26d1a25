import { type Token, Tokenizer, TokenizerMode } from 'parse5';
import type { Edit } from './edit.ts';
import {
  endedByTheNext,
  reopenedElements,
  textElements,
  unshownElements,
  voidElements,
} from './html-names.ts';
import { type HtmlPiece, type HtmlStream, htmlStream } from './html-stream.ts';
import type { RemovedKind } from './removed.ts';
import { isHiddenTag, tagEdit } from './tag.ts';

/**
 * What is to be taken out of a text for its HTML: comments, what is not shown, and attributes. Tokens are read as HTML says,
 * through all pieces, so that what is left open in one hides what comes after it, as it does on the page. In linear time.
 */
export function htmlEdits(source: string, pieces: readonly HtmlPiece[]): readonly Edit[] {
  if (pieces.length === 0) return [];
  const reader = new HtmlReader(source, htmlStream(source, pieces));
  return reader.read();
}

interface Hidden {
  readonly token: Token.TagToken;
  readonly start: number;
  readonly piece: HtmlPiece;
  depth: number;
}

/** Lives for one reading: the tokenizer calls back for each token. */
class HtmlReader {
  readonly #source: string;
  readonly #stream: HtmlStream;
  readonly #edits: Edit[] = [];
  readonly #tokenizer: Tokenizer;
  #hidden: Hidden | null = null;
  /** Up to where tokens have been read. */
  #done = 0;

  constructor(source: string, stream: HtmlStream) {
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
    const mode = textElements.get(token.tagName);
    if (mode !== undefined) this.#tokenizer.state = TokenizerMode[mode];
    const hidden = this.#hidden;
    if (hidden !== null) {
      if (hidden.token.tagName !== token.tagName) return;
      if (hidden.depth > 1 || !endedByTheNext.has(token.tagName)) {
        hidden.depth += 1;
        return;
      }
      this.#close(hidden, place.start);
    }
    if (!isHiddenTag(token)) this.#tag(token, false);
    else if (voidElements.has(token.tagName)) this.#edit(place.start, place.end, hiddenElement);
    else this.#hidden = { token, start: place.start, piece: place.piece, depth: 1 };
  }

  #endTag(token: Token.TagToken): void {
    const place = this.#place(token);
    if (place === null) return;
    const hidden = this.#hidden;
    if (hidden === null) {
      this.#tag(token, true);
    } else if (hidden.token.tagName === token.tagName) {
      hidden.depth -= 1;
      if (hidden.depth === 0) this.#close(hidden, place.end);
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
    this.#hidden = null;
    this.#hide(hidden, this.#stream.endInSource(end));
  }

  #leftOpen(hidden: Hidden): void {
    const { token, piece, start } = hidden;
    const isWord = !piece.isBlock && unshownElements.has(token.tagName);
    // In a sentence it is more likely the name of a component than the start of a page without end.
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

const hiddenElement = { text: '', kind: 'hiddenElement' } as const;
