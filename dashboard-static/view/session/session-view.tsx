import '../../style/session.css';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { sessionTree } from '../../filter/session-tree.ts';
import { sumRows } from '../../filter/sum-rows.ts';
import { type RunTable, textAt } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { Tiles } from '../figures/tiles.tsx';
import { count, duration, money } from '../format/figures.ts';
import { fullTime } from '../format/times.ts';
import { HistoryGate } from '../shell/history-gate.tsx';
import { hrefOf } from '../shell/navigation.ts';
import { Note } from '../shell/note.tsx';
import { BranchTree } from './branch-tree.tsx';
import { SessionRuns } from './session-runs.tsx';

/** A conversation on one subject: its runs in their order, and what was branched from it. */
export function SessionView({ id }: { readonly id: string }): VNode {
  return <HistoryGate show={(table) => <Session table={table} id={id} />} />;
}

function Session({ table, id }: { readonly table: RunTable; readonly id: string }): VNode {
  const tree = useMemo(() => sessionTree(table, id), [table, id]);
  const rows = tree.find((node) => node.id === id)?.rows ?? [];
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined)
    return (
      <Note kind="empty" title="There is no such session">
        No run of <code>{visibleText(id)}</code> is in this history.{' '}
        <a href="#/?group=session">All sessions</a>
      </Note>
    );
  const { costMicroUsd, succeededShare } = sumRows(table, rows);
  const { durationMs, startedAtMs } = table.numbers;
  const worked = rows.reduce((sum, row) => sum + (durationMs[row] ?? 0), 0);
  return (
    <div class="session">
      <p class="run-path">
        <a href={hrefOf({ view: 'runs', id: '', params: new URLSearchParams({ group: 'session' }) })}>
          Sessions
        </a>
        <span aria-hidden="true"> › </span>
        <bdi>{visibleText(textAt(table, 'repository', last))}</bdi>
      </p>
      <h1>
        Session of <bdi>{visibleText(textAt(table, 'subject', last))}</bdi>
      </h1>
      <p class="muted">
        <code>{visibleText(id)}</code> · {fullTime(startedAtMs[first] ?? 0)} to{' '}
        {fullTime(startedAtMs[last] ?? 0)}
      </p>
      <Tiles
        tiles={[
          ['Runs', count(rows.length)],
          ['Spent', money(costMicroUsd)],
          ['Worked', duration(worked)],
          ['Succeeded', succeededShare === null ? '–' : `${(succeededShare * 100).toFixed(0)}%`],
        ]}
      />
      {tree.length < 2 ? null : <BranchTree table={table} tree={tree} current={id} />}
      <SessionRuns table={table} rows={rows} />
    </div>
  );
}
