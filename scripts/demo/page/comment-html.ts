import { Marked, type Tokens } from 'marked';
import { anchorOf, isOwn, readHtml } from '../comment-markup.ts';
import { escapeHtml } from './escape.ts';

export interface CommentOptions {
  readonly url: string;
  readonly repository: string;
  /** Anchors that the page has; a link to any other becomes plain text. */
  readonly anchors: ReadonlySet<string>;
  /** What a suggestion in this comment would change, as HTML. */
  readonly suggestion?: (code: string) => string;
}

/** A comment's markdown as HTML: the tags GitHub lets through, and nothing that its author could make run or load. */
export function commentHtml(markdown: string, options: CommentOptions): string {
  const marked = new Marked({
    gfm: true,
    breaks: true,
    renderer: {
      html: ({ text }) => htmlParts(text),
      image: ({ text }) => escapeHtml(text),
      link({ href, tokens }) {
        return linkHtml(href, this.parser.parseInline(tokens), options);
      },
      code: (token) => codeHtml(token, options),
    },
  });
  return marked.parse(markdown, { async: false });
}

function htmlParts(html: string): string {
  return readHtml(html)
    .map((part) => {
      if (part.kind === 'tag') return `<${part.closing ? '/' : ''}${part.name}${part.open ? ' open' : ''}>`;
      // Entities stay what they are.
      return part.html.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    })
    .join('');
}

function linkHtml(href: string, inner: string, options: CommentOptions): string {
  const anchor = anchorOf(href, options);
  if (anchor !== null && options.anchors.has(anchor)) return `<a href="#${escapeHtml(anchor)}">${inner}</a>`;
  if (isOwn(href, options) || !/^https?:\/\//i.test(href)) return inner;
  return `<a href="${escapeHtml(href)}" rel="noreferrer">${inner}</a>`;
}

function codeHtml({ lang, text }: Tokens.Code, { suggestion }: CommentOptions): string {
  if (lang === 'suggestion' && suggestion !== undefined) return suggestion(text);
  return `<pre><code>${escapeHtml(text)}\n</code></pre>\n`;
}
