import type { VNode } from 'preact';
import { toCsv } from '../../filter/csv.ts';
import { dayOf } from '../../filter/days.ts';
import type { OverTime } from '../../filter/sum-over-time.ts';
import { saveFile } from '../format/save-file.ts';

/** The figures of the chart as a file, one line for each stretch of time and each series. */
export function Download({ all, by }: { readonly all: OverTime; readonly by: string }): VNode {
  const save = (): void => {
    const { buckets, series } = all;
    const lines = buckets.starts.flatMap((start, at) =>
      series.map(({ name, values }) => [dayOf(start), name, (values[at] ?? 0) / 1e6] as const),
    );
    const csv = toCsv([buckets.unit, by, 'cost_usd'], lines);
    saveFile(`cost-by-${by}.csv`, 'text/csv', csv);
  };
  return (
    <button type="button" onClick={save}>
      Download CSV
    </button>
  );
}
