import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';
import { cleanTree } from './clean-tree.ts';
import { fence } from './code.ts';
import { cutText } from './cut.ts';
import { shownCode } from './neutral.ts';
import { isCostly } from './parsing-cost.ts';

/** What was rendered last: the same explanation goes into a comment, into pages of several lengths and into the summary. */
const rendered = new Map<string, string>();
const MOST_REMEMBERED = 500;

/**
 * The model's markdown as we publish it: raw HTML becomes visible text, images their description, headings bold; a link
 * leads only where `judgeLink` lets it, and names its host; nobody is mentioned, no issue is referred to, no bot is called,
 * nothing is drawn; whatever was left open is closed. What would take long to parse is shown as code.
 */
export function modelMarkdown(text: string, most = 10_000): string {
  const source = cutText(text, most);
  const known = rendered.get(source);
  if (known !== undefined) return known;
  const markdown = isCostly(source) ? asCode(source) : cleaned(source);
  if (rendered.size >= MOST_REMEMBERED) rendered.clear();
  rendered.set(source, markdown);
  return markdown;
}

/** Somebody's text as it came, for reading: nothing in it is markdown. */
export function asCode(text: string): string {
  return fence(shownCode(text));
}

function cleaned(source: string): string {
  try {
    const tree = parseMarkdown(source);
    return toMarkdown(cleanTree(tree), {
      extensions: [gfmToMarkdown()],
      bullet: '-',
      rule: '-',
      emphasis: '_',
      fences: true,
      // Between two of them GitHub draws a formula.
      unsafe: [
        { character: '$', inConstruct: 'phrasing', notInConstruct: ['destinationRaw', 'destinationLiteral'] },
      ],
    }).trim();
  } catch (error) {
    // The stack is exhausted by what nests in ways not foreseen.
    if (error instanceof RangeError) return asCode(source);
    throw error;
  }
}

/** Markdown as GitHub reads it. */
export function parseMarkdown(source: string): ReturnType<typeof fromMarkdown> {
  return fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}
