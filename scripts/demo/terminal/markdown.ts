import { lexer, type Token, type Tokens } from 'marked';
import { decodeEntities } from '../../../dashboard-static/timeline/entities.ts';
import { readHtml } from '../comment-markup.ts';
import type { Paint, Style } from './style.ts';
import { pad, plain, type Span, widthOf, wrap } from './text.ts';

export interface MarkdownOptions {
  readonly style: Style;
  readonly width: number;
  /** Where a link leads from here; null to show its text alone. */
  readonly resolve: (href: string) => string | null;
  /** Code blocks of this kind are drawn by others. */
  readonly suggestion?: (code: string) => readonly string[];
}

/** A comment's markdown as lines for the terminal: what GitHub would show, without its boxes. */
export function renderMarkdown(markdown: string, options: MarkdownOptions): readonly string[] {
  const blocks: string[][] = [];
  let depth = 0;
  for (const token of lexer(markdown)) {
    const indent = '  '.repeat(depth);
    const inner = { ...options, width: options.width - indent.length };
    if (token.type === 'html') {
      const html = renderHtmlBlock(token.text, inner);
      depth = Math.max(0, depth + html.deeper);
      if (html.lines.length > 0) blocks.push(html.lines.map((line) => indent + line));
      continue;
    }
    const lines = renderBlock(token, inner);
    if (lines.length > 0) blocks.push(lines.map((line) => (line === '' ? '' : indent + line)));
  }
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function renderBlock(token: Token, options: MarkdownOptions): readonly string[] {
  const { style, width } = options;
  switch (token.type) {
    case 'heading':
      return wrap(inline(token.tokens ?? [], options, style.bold), width);
    case 'paragraph':
    case 'text':
      return wrap(inline(token.tokens ?? [token], options, plain), width);
    case 'list':
      return renderList(token as Tokens.List, options);
    case 'table':
      return renderTable(token as Tokens.Table, options);
    case 'code':
      return renderCode(token as Tokens.Code, options);
    case 'blockquote':
      return renderBlocks(token.tokens ?? [], { ...options, width: width - 2 }).map(
        (line) => `${style.dim('│')} ${line}`,
      );
    case 'hr':
      return [style.dim('─'.repeat(Math.min(width, 40)))];
    default:
      return [];
  }
}

function renderBlocks(tokens: readonly Token[], options: MarkdownOptions): readonly string[] {
  return tokens.flatMap((token) => renderBlock(token, options));
}

function renderList({ items, ordered, start }: Tokens.List, options: MarkdownOptions): readonly string[] {
  return items.flatMap((item, index) => {
    const mark = ordered ? `${Number(start) + index}. ` : '• ';
    const lines = renderBlocks(item.tokens, { ...options, width: options.width - mark.length });
    return lines.map((line, row) => (row === 0 ? options.style.dim(mark) : ' '.repeat(mark.length)) + line);
  });
}

function renderCode({ lang, text }: Tokens.Code, options: MarkdownOptions): readonly string[] {
  if (lang === 'suggestion' && options.suggestion !== undefined) return options.suggestion(text);
  const lines = text.split('\n').flatMap((line) => wrapCode(line, options.width - 2));
  return lines.map((line) => `  ${options.style.cyan(line)}`);
}

const wrapCode = (line: string, width: number): readonly string[] =>
  line === '' ? [''] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [line]);

/** No borders: columns as wide as they need, the last one wrapped in what is left. */
function renderTable({ header, rows }: Tokens.Table, options: MarkdownOptions): readonly string[] {
  const { style, width } = options;
  const natural = (cells: readonly Tokens.TableCell[]): readonly number[] =>
    cells.map(({ tokens }) => {
      const text = inline(tokens, options, plain).map((span) => span.text);
      return Math.max(...text.join('').split('\n').map(widthOf));
    });
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((cells) => natural(cells)[column] ?? 0)),
  );
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + 3, 0);
  const last = widths.length - 1;
  widths[last] = Math.max(10, Math.min(widths[last] ?? 0, width - before));
  const draw = (cells: readonly Tokens.TableCell[], base: Paint): readonly string[] => {
    const columns = cells.map(({ tokens }, column) => cellLines(tokens, options, base, widths[column] ?? 0));
    const height = Math.max(...columns.map(({ length }) => length));
    return Array.from({ length: height }, (_, row) =>
      columns
        .map((lines, column) =>
          column === last ? (lines[row]?.painted ?? '') : padded(lines[row], widths[column] ?? 0),
        )
        .join('   ')
        .trimEnd(),
    );
  };
  const rule = style.dim(widths.map((one) => '─'.repeat(one)).join('───'));
  return [...draw(header, style.dim), rule, ...rows.flatMap((cells) => draw(cells, plain))];
}

interface CellLine {
  readonly painted: string;
  readonly bare: string;
}

function cellLines(
  tokens: readonly Token[],
  options: MarkdownOptions,
  base: Paint,
  width: number,
): readonly CellLine[] {
  const spans = inline(tokens, options, base);
  const painted = wrap(spans, width);
  const bare = wrap(
    spans.map(({ text }) => ({ text, paint: plain })),
    width,
  );
  return painted.map((line, index) => ({ painted: line, bare: bare[index] ?? '' }));
}

function padded(line: CellLine | undefined, width: number): string {
  return (line?.painted ?? '') + pad(line?.bare ?? '', width).slice((line?.bare ?? '').length);
}

function inline(tokens: readonly Token[], options: MarkdownOptions, base: Paint): readonly Span[] {
  const { style } = options;
  let small = 0;
  const spans: Span[] = [];
  for (const token of tokens) {
    const paint: Paint = small > 0 ? (text) => style.dim(base(text)) : base;
    switch (token.type) {
      case 'html':
        for (const part of readHtml(token.text)) {
          if (part.kind === 'text') spans.push({ text: decodeEntities(part.html), paint });
          else if (part.name === 'br') spans.push({ text: '\n', paint });
          else if (part.name === 'sub') small += part.closing ? -1 : 1;
        }
        break;
      case 'br':
        spans.push({ text: '\n', paint });
        break;
      case 'codespan':
        spans.push({
          text: codeText(decodeEntities(token.text), style),
          paint: (text) => style.cyan(paint(text)),
        });
        break;
      case 'strong':
        spans.push(...inline(token.tokens ?? [], options, (text) => style.bold(paint(text))));
        break;
      case 'em':
        spans.push(...inline(token.tokens ?? [], options, (text) => style.italic(paint(text))));
        break;
      case 'link':
        spans.push(...linkSpans(token as Tokens.Link, options, paint));
        break;
      default:
        if ('tokens' in token && token.tokens !== undefined)
          spans.push(...inline(token.tokens, options, paint));
        else spans.push({ text: decodeEntities('text' in token ? token.text : token.raw), paint });
    }
  }
  return spans;
}

/** Without colour only the backticks tell code from words. */
const codeText = (text: string, style: Style): string => (style.coloured ? text : `\`${text}\``);

function linkSpans(token: Tokens.Link, options: MarkdownOptions, paint: Paint): readonly Span[] {
  const target = options.resolve(token.href);
  return inline(
    token.tokens,
    options,
    target === null ? paint : (text) => options.style.link(paint(text), target),
  );
}

/** `<details>` folds on GitHub; here its heading gets a mark and what is in it is set in. */
function renderHtmlBlock(
  html: string,
  { style, width }: MarkdownOptions,
): { readonly lines: readonly string[]; readonly deeper: number } {
  const spans: Span[] = [];
  let deeper = 0;
  let bold = false;
  for (const part of readHtml(html)) {
    if (part.kind === 'text')
      spans.push({
        text: decodeEntities(part.html).replace(/\s*\n\s*/g, ' '),
        paint: bold ? style.bold : plain,
      });
    else if (part.name === 'details') deeper += part.closing ? -1 : 1;
    else if (part.name === 'summary' && !part.closing) spans.push({ text: '▾ ', paint: style.dim });
    else if (part.name === 'b') bold = !part.closing;
  }
  const blank = spans.every(({ text }) => text.trim() === '');
  return { lines: blank ? [] : wrap(spans, width), deeper };
}
