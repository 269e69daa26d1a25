import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { ansiSpans } from '../../timeline/ansi.ts';
import { ShowAll } from './show-all.tsx';
import { StrangerText } from './stranger-text.tsx';
import { useCut } from './use-cut.ts';

/** Output in the colours that it had. */
export function TerminalView({ text }: { readonly text: string }): VNode {
  const cut = useCut(text);
  const spans = useMemo(() => ansiSpans(cut.text), [cut.text]);
  if (text === '') return <p class="muted">Empty</p>;
  return (
    <>
      <pre class="code">
        {spans.map(({ text: part, classes }, at) =>
          classes.length === 0 ? (
            <StrangerText key={at} text={part} />
          ) : (
            <span key={at} class={classes.join(' ')}>
              <StrangerText text={part} />
            </span>
          ),
        )}
      </pre>
      <ShowAll more={cut.more} />
    </>
  );
}
