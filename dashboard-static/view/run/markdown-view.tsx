import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Block, type Item, markdownTree } from '../../timeline/markdown.ts';
import { CodeBlock } from './code-block.tsx';
import { InlineView } from './inline-view.tsx';

/** Markdown as nodes. Its headings are none of the page's: what a stranger writes has no say in how the page is built. */
export function MarkdownView({ text }: { readonly text: string }): VNode {
  const blocks = useMemo(() => markdownTree(text), [text]);
  return (
    <div class="md" dir="auto">
      <Blocks blocks={blocks} />
    </div>
  );
}

function Blocks({ blocks }: { readonly blocks: readonly Block[] }): VNode {
  return (
    <>
      {blocks.map((block, at) => (
        <BlockView key={at} block={block} />
      ))}
    </>
  );
}

function BlockView({ block }: { readonly block: Block }): VNode {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <InlineView inlines={block.inside} />
        </p>
      );
    case 'heading':
      return (
        <p class="md-heading">
          <InlineView inlines={block.inside} />
        </p>
      );
    case 'code':
      return <CodeBlock text={block.text} />;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'rule':
      return <hr />;
    case 'list':
      return <ListView start={block.start} items={block.items} />;
    case 'table':
      return <TableView rows={block.rows} />;
    default:
      return block satisfies never;
  }
}

function ListView({ start, items }: ListProps): VNode {
  const children = items.map((item, at) => <ItemView key={at} item={item} />);
  return start === null ? <ul>{children}</ul> : <ol start={start}>{children}</ol>;
}
interface ListProps {
  readonly start: number | null;
  readonly items: readonly Item[];
}

function ItemView({ item: { isDone, blocks } }: { readonly item: Item }): VNode {
  return (
    <li class={isDone === null ? '' : 'md-task'}>
      {isDone === null ? null : <span>{isDone ? '☑ ' : '☐ '}</span>}
      <Blocks blocks={blocks} />
    </li>
  );
}

function TableView({ rows }: Pick<Extract<Block, { readonly kind: 'table' }>, 'rows'>): VNode {
  const [header = [], ...body] = rows;
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell, at) => (
            <th key={at} scope="col">
              <InlineView inlines={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {body.map((row, at) => (
          <tr key={at}>
            {row.map((cell, place) => (
              <td key={place}>
                <InlineView inlines={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
