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
  return withChildren(tree, definitions);
}

type Definitions = ReadonlyMap<string, string>;

function cleanAll<T extends Nodes>(nodes: readonly Nodes[], definitions: Definitions): T[] {
  return nodes.flatMap((node) => cleanNode(node, definitions)) as T[];
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
      return [{ type: 'inlineCode', value: shownCode(node.value).replace(/\s+/g, ' ') }];
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
    case 'listItem':
      return [listItem(withChildren(node, definitions) as ListItem)];
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
  return { type: 'text', value: neutralise(visibleText(value)) };
}
