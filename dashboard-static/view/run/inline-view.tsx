import type { VNode } from 'preact';
import type { Inline } from '../../timeline/markdown.ts';
import { StrangerText } from './stranger-text.tsx';
import { WebLink } from './web-link.tsx';

export function InlineView({ inlines }: { readonly inlines: readonly Inline[] }): VNode {
  return (
    <>
      {inlines.map((inline, at) => (
        <One key={at} inline={inline} />
      ))}
    </>
  );
}

function One({ inline }: { readonly inline: Inline }): VNode {
  switch (inline.kind) {
    case 'text':
      return <StrangerText text={inline.text} />;
    case 'code':
      return (
        <code>
          <StrangerText text={inline.text} />
        </code>
      );
    case 'strong':
    case 'em':
    case 'del': {
      const Tag = inline.kind;
      return (
        <Tag>
          <InlineView inlines={inline.inside} />
        </Tag>
      );
    }
    case 'link':
      return (
        <WebLink href={inline.href}>
          <InlineView inlines={inline.inside} />
        </WebLink>
      );
    case 'break':
      return <br />;
    default:
      return inline satisfies never;
  }
}
