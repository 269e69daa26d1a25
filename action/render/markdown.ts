import type { Nodes, Parent, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';
import { fence } from './code.ts';
import { cutText } from './cut.ts';
import { neutralise, visibleText } from './neutral.ts';
import { isCostly } from './parsing-cost.ts';

/** What was rendered last: the same explanation goes into a comment, into pages of several lengths and into the summary. */
const rendered = new Map<string, string>();
const MOST_REMEMBERED = 500;

/**
 * The model's markdown as we publish it: raw HTML becomes visible text, images their description, headings bold; only
 * web links stay links; nobody is mentioned and no issue is referred to; whatever was left open is closed. Code stays as it
 * is, and what would take long to parse is shown as code.
 */
export function modelMarkdown(text: string, most = 10_000): string {
  const source = cutText(text, most);
  const known = rendered.get(source);
  if (known !== undefined) return known;
  const markdown = isCostly(source) ? fence(source) : cleaned(source);
  if (rendered.size >= MOST_REMEMBERED) rendered.clear();
  rendered.set(source, markdown);
  return markdown;
}

function cleaned(source: string): string {
  try {
    const tree = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    const definitions = new Map(
      tree.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url]] : [])),
    );
    return toMarkdown(withChildren(tree, definitions), {
      extensions: [gfmToMarkdown()],
      bullet: '-',
      rule: '-',
      emphasis: '_',
      fences: true,
    }).trim();
  } catch (error) {
    // The stack is exhausted by what nests in ways not foreseen.
    if (error instanceof RangeError) return fence(source);
    throw error;
  }
}

type Definitions = ReadonlyMap<string, string>;

function cleanAll<T extends Nodes>(nodes: readonly Nodes[], definitions: Definitions): T[] {
  return nodes.flatMap((node) => cleanNode(node, definitions)) as T[];
}

function cleanNode(node: Nodes, definitions: Definitions): Nodes[] {
  switch (node.type) {
    case 'text':
      return [textNode(node.value)];
    case 'html':
      return [textNode(node.value)];
    case 'image':
    case 'imageReference':
      return [textNode(node.alt ?? '')];
    case 'code':
      // GitHub would offer it as a change to apply to the lines of the comment, which it was not checked against.
      return [/^suggestion/i.test(node.lang ?? '') ? { ...node, lang: 'text', meta: null } : node];
    case 'heading': {
      const children = cleanAll<PhrasingContent>(node.children, definitions);
      return [{ type: 'paragraph', children: [{ type: 'strong', children }] }];
    }
    case 'link':
      return linkOrText(node.url, cleanAll<PhrasingContent>(node.children, definitions));
    case 'linkReference':
      return linkOrText(
        definitions.get(node.identifier) ?? '',
        cleanAll<PhrasingContent>(node.children, definitions),
      );
    case 'definition':
    case 'yaml':
      return [];
    case 'footnoteReference':
      return [textNode(`[${node.label ?? node.identifier}]`)];
    case 'footnoteDefinition':
      return cleanAll(node.children, definitions);
    default:
      return 'children' in node ? [withChildren(node, definitions)] : [node];
  }
}

/** Raw HTML between blocks is a block of its own, and its text needs a paragraph to stand in. */
function withChildren(node: Parent & Nodes, definitions: Definitions): Nodes {
  return { ...node, children: wrapLooseText(node.type, cleanAll(node.children, definitions)) } as Nodes;
}

function wrapLooseText(parent: Nodes['type'], children: Nodes[]): Nodes[] {
  const holdsBlocks = parent === 'root' || parent === 'blockquote' || parent === 'listItem';
  if (!holdsBlocks) return children;
  return children.map((child) => (child.type === 'text' ? { type: 'paragraph', children: [child] } : child));
}

function linkOrText(url: string, children: PhrasingContent[]): Nodes[] {
  return /^https?:\/\//i.test(url) ? [{ type: 'link', url, children }] : children;
}

function textNode(value: string): Nodes & { type: 'text' } {
  return { type: 'text', value: neutralise(visibleText(value)) };
}
