import type { VNode } from 'preact';
import { toCsv } from '../../filter/csv.ts';
import { dayOf } from '../../filter/days.ts';
import type { OverTime } from '../../filter/sum-over-time.ts';

/** The figures of the chart as a file, one line for each stretch of time and each series. */
export function Download({ all, by }: { readonly all: OverTime; readonly by: string }): VNode {
  const save = (): void => {
    const { buckets, series } = all;
    const lines = buckets.starts.flatMap((start, at) =>
      series.map(({ name, values }) => [dayOf(start), name, (values[at] ?? 0) / 1e6] as const),
    );
    const csv = toCsv([buckets.unit, by, 'cost_usd'], lines);
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: `cost-by-${by}.csv` });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button type="button" onClick={save}>
      Download CSV
    </button>
  );
}
