import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** Every node that a reader of GitHub's markdown makes of a text. */
export function sentNodes(markdown: string): readonly Nodes[] {
  return all(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

function all(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(all) : [])];
}
