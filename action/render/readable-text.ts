import type { Nodes } from 'mdast';

/** What is read of some nodes, the formatting aside. */
export function readableText(nodes: readonly Nodes[]): string {
  return nodes.map(readableNode).join('');
}

function readableNode(node: Nodes): string {
  if ('value' in node) return node.value;
  if ('alt' in node) return node.alt ?? '';
  return 'children' in node ? readableText(node.children) : ' ';
}
