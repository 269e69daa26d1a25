import type { VNode } from 'preact';
import { daysIn } from '../../filter/days.ts';
import { fromParams } from '../../filter/query.ts';
import { selectRows } from '../../filter/select-rows.ts';
import { foldSeries, type OverTime, sumOverTime } from '../../filter/sum-over-time.ts';
import type { RunTable, TextField } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { Bars } from '../chart/bars.tsx';
import { Dimension } from '../figures/dimension.tsx';
import { Filtered } from '../figures/filtered.tsx';
import { Tiles } from '../figures/tiles.tsx';
import { count, money } from '../format/figures.ts';
import { fieldNames } from '../runs/field-names.ts';
import { useHub } from '../shell/hub.ts';
import { LazyView } from '../shell/lazy-view.tsx';
import { Download } from './download.tsx';

const most = 8;
const dimensions = ['repository', 'task', 'model', 'actor'] as const;

/** What runs cost: over time, and by what they were about. Of the runs that the filters of the list leave. */
export function MoneyView(): VNode {
  return <Filtered title="Money" dimensions={dimensions} show={(shown) => <Money {...shown} />} />;
}

interface Props {
  readonly table: RunTable;
  readonly params: URLSearchParams;
  readonly by: (typeof dimensions)[number];
  readonly change: (by: TextField) => void;
}

function Money({ table, params, by, change }: Props): VNode {
  const query = fromParams(params);
  const rows = selectRows(table, query);
  const all = sumOverTime(table, rows, { field: 'costMicroUsd', by });
  const total = all.series.reduce((sum, one) => sum + one.total, 0);
  const firstMs = table.numbers.startedAtMs.reduce(
    (least, ms) => Math.min(least, ms),
    Number.POSITIVE_INFINITY,
  );
  const days = daysIn({ ...query, firstMs, nowMs: useHub().nowMs.value });
  return (
    <>
      <Tiles
        tiles={[
          ['Spent', money(total)],
          ['Runs', count(rows.length)],
          ['Per run', money(rows.length === 0 ? 0 : total / rows.length)],
          ['30 days at this rate', money((total / days) * 30)],
        ]}
      />
      <LiveBudgets />
      <Dimension {...{ dimensions, by, change }} />
      <Bars label={`Cost over time by ${by}`} data={foldSeries(all, most)} format={money} />
      <Shares {...{ all, total, by }} />
    </>
  );
}

/** The same in figures; all of it, also what the chart has under others. */
function Shares({
  all,
  total,
  by,
}: {
  readonly all: OverTime;
  readonly total: number;
  readonly by: TextField;
}): VNode {
  return (
    <>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{fieldNames[by]}</th>
            <th scope="col">Runs</th>
            <th scope="col">Cost</th>
            <th scope="col">Per run</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {all.series.slice(0, 200).map(({ name, runs, total: cost }) => (
            <tr key={name}>
              <th scope="row">{visibleText(name)}</th>
              <td>{count(runs)}</td>
              <td>{money(cost)}</td>
              <td>{money(cost / runs)}</td>
              <td>{total === 0 ? '–' : `${((cost / total) * 100).toFixed(1)}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Download {...{ all, by }} />
    </>
  );
}

function LiveBudgets(): VNode | null {
  if (useHub().live === null) return null;
  return <LazyView isExtra load={async () => (await import('../live/budgets.tsx')).Budgets} props={{}} />;
}
