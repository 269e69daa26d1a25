import '../../style/compare.css';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { RunTable } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { HistoryGate } from '../shell/history-gate.tsx';
import { useHub } from '../shell/hub.ts';
import { Note } from '../shell/note.tsx';
import { ChooseSide } from './choose-side.tsx';
import { type Chosen, chosenOf } from './chosen.ts';
import { ComparisonPage } from './comparison-page.tsx';
import { useSides } from './use-sides.ts';

/** Two runs, or two sessions, side by side; which is in the address. */
export function CompareView(): VNode {
  return <HistoryGate show={(table) => <Compare table={table} />} />;
}

function Compare({ table }: { readonly table: RunTable }): VNode {
  const { params } = useHub().place.value;
  const [nameA, nameB] = [params.get('a') ?? '', params.get('b') ?? ''];
  const a = useMemo(() => chosenOf(table, nameA), [table, nameA]);
  const b = useMemo(() => chosenOf(table, nameB), [table, nameB]);
  if (a !== null && b !== null) return <Loading key={`${nameA}\n${nameB}`} table={table} a={a} b={b} />;
  if (a === null && nameA !== '') return <Unknown name={nameA} />;
  if (b === null && nameB !== '') return <Unknown name={nameB} />;
  return <ChooseSide table={table} a={a} />;
}

function Unknown({ name }: { readonly name: string }): VNode {
  return (
    <Note kind="empty" title="There is nothing like that to compare">
      No run of <code>{visibleText(name)}</code> is in this history. <a href="#/compare">Choose another</a>.
    </Note>
  );
}

function Loading({
  table,
  a,
  b,
}: {
  readonly table: RunTable;
  readonly a: Chosen;
  readonly b: Chosen;
}): VNode {
  const sides = useSides(a, b).value;
  if (sides.kind === 'loading') return <Note kind="loading" title="Loading both sides" />;
  if (sides.kind === 'failed')
    return (
      <Note kind="failed" title="They cannot be compared" again={() => window.location.reload()}>
        {visibleText(sides.error.message)}
      </Note>
    );
  return <ComparisonPage table={table} {...sides.value} leftOut={a.leftOut + b.leftOut} />;
}
