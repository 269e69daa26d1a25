import type { VNode } from 'preact';
import { outcomeOf } from '../../filter/outcome.ts';
import { fromParams } from '../../filter/query.ts';
import { selectRows } from '../../filter/select-rows.ts';
import { greatestRows, successOverTime } from '../../filter/success-over-time.ts';
import { foldSeries, sumOverTime } from '../../filter/sum-over-time.ts';
import { sumRows } from '../../filter/sum-rows.ts';
import type { RunTable } from '../../load/run-table.ts';
import { Bars } from '../chart/bars.tsx';
import { Line } from '../chart/line.tsx';
import { Filtered } from '../figures/filtered.tsx';
import { Tiles } from '../figures/tiles.tsx';
import { count, duration, money } from '../format/figures.ts';
import { shownText } from '../format/shown-text.ts';
import { runHref } from '../shell/navigation.ts';

const most = 8;

/** How well runs go, and what makes them fail, slow and dear. Of the runs that the filters leave. */
export function InsightView(): VNode {
  return <Filtered title="Insight" dimensions={['failureClass']} show={(shown) => <Insight {...shown} />} />;
}

function Insight({ table, params }: { readonly table: RunTable; readonly params: URLSearchParams }): VNode {
  const rows = selectRows(table, fromParams(params));
  const { durationMs, costMicroUsd } = table.numbers;
  const failed = rows.filter((row) => outcomeOf(table, row) === 'failed');
  const runs = sumOverTime(table, rows, { field: 'runs', by: 'state' });
  const classes = sumOverTime(table, failed, { field: 'runs', by: 'failureClass' });
  const { succeededShare } = sumRows(table, rows);
  const times = Float64Array.from(rows, (row) => durationMs[row] ?? 0).sort();
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0;
  return (
    <>
      <Tiles
        tiles={[
          ['Succeeded', succeededShare === null ? '–' : `${(succeededShare * 100).toFixed(1)}%`],
          ['Failed', count(failed.length)],
          ['Half take at most', duration(at(0.5))],
          ['95 of 100 take at most', duration(at(0.95))],
        ]}
      />
      <h2>Runs that succeeded</h2>
      <Line
        label="Share of runs that succeeded, over time"
        buckets={runs.buckets}
        values={successOverTime(table, rows, runs.buckets)}
      />
      <h2>Why runs failed</h2>
      {failed.length === 0 ? (
        <p class="muted">None of these runs failed.</p>
      ) : (
        <Bars label="Failed runs over time by class" data={foldSeries(classes, most)} format={count} />
      )}
      <div class="columns">
        <Greatest {...{ table, rows, title: 'Slowest', column: durationMs, format: duration }} />
        <Greatest {...{ table, rows, title: 'Most expensive', column: costMicroUsd, format: money }} />
      </div>
    </>
  );
}

interface GreatestProps {
  readonly table: RunTable;
  readonly rows: Uint32Array;
  readonly title: string;
  readonly column: Float64Array;
  readonly format: (value: number) => string;
}

function Greatest({ table, rows, title, column, format }: GreatestProps): VNode {
  return (
    <section>
      <h2>{title}</h2>
      <ol class="greatest">
        {greatestRows(column, rows, 10).map((row) => (
          <li key={table.id[row]}>
            <a class="cut" href={runHref(table.id[row] ?? '')}>
              {shownText(table, 'repository', row)} <strong>{shownText(table, 'subject', row)}</strong>
            </a>
            <span class="muted">{shownText(table, 'task', row)}</span>
            <span class="number">{format(column[row] ?? 0)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
