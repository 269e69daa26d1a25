import type { VNode } from 'preact';
import { ShowAll } from './show-all.tsx';
import { StrangerText } from './stranger-text.tsx';
import { useCut } from './use-cut.ts';

export function CodeBlock({ text }: { readonly text: string }): VNode {
  const cut = useCut(text);
  if (text === '') return <p class="muted">Empty</p>;
  return (
    <>
      <pre class="code">
        <StrangerText text={cut.text} />
      </pre>
      <ShowAll more={cut.more} />
    </>
  );
}
