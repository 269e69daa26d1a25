import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { mostLines } from '../../timeline/cut-text.ts';
import type { DiffLine } from '../../timeline/line-diff.ts';
import { plural } from '../format/figures.ts';
import { ShowAll } from './show-all.tsx';
import { StrangerText } from './stranger-text.tsx';

/** Lines that were added and removed, by sign and by colour. */
export function DiffView({ lines }: { readonly lines: readonly DiffLine[] }): VNode {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, mostLines);
  const more = shown.length === lines.length ? null : { lines: lines.length, show: () => setWhole(true) };
  if (lines.length === 0) return <p class="muted">No lines</p>;
  return (
    <>
      <pre class="code diff">
        {shown.map((line, at) => (
          <Line key={at} line={line} />
        ))}
      </pre>
      <ShowAll more={more} />
    </>
  );
}

function Line({ line: { sign, text } }: { readonly line: DiffLine }): VNode {
  if (sign === '…') return <span class="diff-line diff-fold">{plural(Number(text), 'equal line')}</span>;
  const body = (
    <>
      <span class="diff-sign">{sign}</span>
      <span class="diff-text">
        <StrangerText text={text} />
      </span>
    </>
  );
  if (sign === '+') return <ins class="diff-line">{body}</ins>;
  return sign === '-' ? <del class="diff-line">{body}</del> : <span class="diff-line">{body}</span>;
}
