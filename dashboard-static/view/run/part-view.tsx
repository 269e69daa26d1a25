import type { VNode } from 'preact';
import type { Part } from '../../timeline/parts.ts';
import { CodeBlock } from './code-block.tsx';
import { DiffView } from './diff-view.tsx';
import { MarkdownView } from './markdown-view.tsx';
import { StrangerText } from './stranger-text.tsx';
import { TerminalView } from './terminal-view.tsx';

interface Props {
  readonly part: Part;
  /** Without its label: the step's own title says it. */
  readonly isBare: boolean;
}

export function PartView({ part, isBare }: Props): VNode {
  if (isBare) return <PartBody part={part} />;
  return (
    <figure class="part">
      <figcaption>
        <StrangerText text={part.label} />
      </figcaption>
      <PartBody part={part} />
    </figure>
  );
}

function PartBody({ part }: { readonly part: Part }): VNode {
  switch (part.kind) {
    case 'markdown':
      return <MarkdownView text={part.text} />;
    case 'code':
      return <CodeBlock text={part.text} />;
    case 'terminal':
      return <TerminalView text={part.text} />;
    case 'diff':
      return <DiffView lines={part.lines} />;
    default:
      return part satisfies never;
  }
}
