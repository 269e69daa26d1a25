import type { Code, Link, ListItem, Nodes, Paragraph, Parent, PhrasingContent, Root } from 'mdast';
import { codeLanguage } from './code-language.ts';
import { judgeLink } from './model-link.ts';
import { neutralise, shownCode, visibleText } from './neutral.ts';
import { readableText } from './readable-text.ts';

/** A text's tree with nothing left in it that would fetch, draw, notify, lead astray or break out of its place. */
export function cleanTree(tree: Root): Nodes {
  const definitions = new Map(
    tree.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url]] : [])),
  );
  return quieted(withChildren(tree, definitions));
}

type Definitions = ReadonlyMap<string, string>;

function cleanAll<T extends Nodes>(nodes: readonly Nodes[], definitions: Definitions): T[] {
  return joinedTexts(nodes.flatMap((node) => cleanNode(node, definitions))) as T[];
}

/** What an image, a dead link or HTML leaves behind is one text with what stands beside it, in which GitHub would find a name. */
function joinedTexts(nodes: readonly Nodes[]): Nodes[] {
  const all: Nodes[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    if (node.type !== 'text' || last?.type !== 'text') all.push(node);
    else all[all.length - 1] = { type: 'text', value: last.value + node.value };
  }
  return all.filter((node) => node.type !== 'text' || node.value !== '');
}

/** Last of all, when nothing more can come together: what is broken before is not seen as one word again. */
function quieted(node: Nodes): Nodes {
  if (node.type === 'text') return { type: 'text', value: neutralise(visibleText(node.value)) };
  return 'children' in node ? ({ ...node, children: node.children.map(quieted) } as Nodes) : node;
}

function cleanNode(node: Nodes, definitions: Definitions): Nodes[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return [textNode(node.value)];
    case 'image':
    case 'imageReference':
      return [textNode(node.alt ?? '')];
    case 'code':
      return [codeBlock(node)];
    case 'inlineCode':
      return inlineCode(shownCode(node.value));
    case 'heading':
      return cleanNode(
        { type: 'paragraph', children: [{ type: 'strong', children: node.children }] },
        definitions,
      );
    case 'emphasis':
    case 'strong':
    case 'delete': {
      const children = cleanAll<PhrasingContent>(node.children, definitions);
      return isBlank(children) ? children : [{ ...node, children }];
    }
    case 'link':
      return linkOrText(node.url, cleanAll<PhrasingContent>(node.children, definitions));
    case 'linkReference':
      return linkOrText(
        definitions.get(node.identifier) ?? '',
        cleanAll<PhrasingContent>(node.children, definitions),
      );
    case 'listItem':
      return [listItem(withChildren(node, definitions) as ListItem)];
    case 'definition':
    case 'yaml':
      return [];
    case 'footnoteReference':
      return [textNode(`[${node.label ?? node.identifier}]`)];
    case 'footnoteDefinition':
      return cleanBlocks(node.children, definitions);
    default:
      return 'children' in node ? [withChildren(node, definitions)] : [node];
  }
}

const blockHolders: readonly Nodes['type'][] = ['root', 'blockquote', 'listItem'];

function withChildren(node: Parent & Nodes, definitions: Definitions): Nodes {
  const clean = blockHolders.includes(node.type) ? cleanBlocks : cleanAll;
  return { ...node, children: clean(node.children, definitions) } as Nodes;
}

/** Raw HTML between blocks is a block of its own, and its text needs a paragraph to stand in. */
function cleanBlocks(nodes: readonly Nodes[], definitions: Definitions): Nodes[] {
  return nodes
    .flatMap((node) => cleanNode(node, definitions))
    .map((child) => (child.type === 'text' ? { type: 'paragraph', children: [child] } : child));
}

/** Marks around nothing (`****`, two backticks) would be read as text, as a line, or as a fence. */
const isBlank = (children: readonly Nodes[]): boolean => readableText(children).trim() === '';

function inlineCode(code: string): Nodes[] {
  return code === '' ? [] : [{ type: 'inlineCode', value: code.replace(/\s+/g, ' ') }];
}

function codeBlock(node: Code): Code {
  return {
    type: 'code',
    lang: codeLanguage(node.lang ?? '') || null,
    meta: null,
    value: shownCode(node.value),
  };
}

/** A box to tick could be ticked: GitHub would edit our comment. A drawn one says the same. */
function listItem(node: ListItem): ListItem {
  const [first, ...rest] = node.children;
  if (typeof node.checked !== 'boolean' || first?.type !== 'paragraph') return { ...node, checked: null };
  const box: Paragraph['children'][number] = { type: 'text', value: node.checked ? '☑ ' : '☐ ' };
  return { ...node, checked: null, children: [{ ...first, children: [box, ...first.children] }, ...rest] };
}

/** Every link is followed by the host it leads to, but one that is its own text: the words of a link are the model's. */
function linkOrText(address: string, children: PhrasingContent[]): Nodes[] {
  const link = judgeLink(address);
  const text = readableText(children);
  const withoutScheme = address.replace(/^https?:\/\//i, '');
  const isBare = [address, withoutScheme].some((bare) => text === readableText([textNode(bare)]));
  switch (link.kind) {
    case 'none':
      return children;
    case 'address': {
      const shown: PhrasingContent = {
        type: 'inlineCode',
        value: shownCode(link.address).replace(/\s+/g, ' '),
      };
      return isBare ? [shown] : [...children, textNode(' ('), shown, textNode(')')];
    }
    case 'link': {
      if (text.trim() === '' || isBare) return [linkNode(link.url, [textNode(link.url)])];
      return [linkNode(link.url, children), textNode(` (${link.host})`)];
    }
    default:
      return link satisfies never;
  }
}

function linkNode(url: string, children: PhrasingContent[]): Link {
  return { type: 'link', url, children };
}

function textNode(value: string): Nodes & { type: 'text' } {
  return { type: 'text', value: visibleText(value) };
}
