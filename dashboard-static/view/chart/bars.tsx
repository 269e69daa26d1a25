import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { OverTime } from '../../filter/sum-over-time.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { bucketName } from '../format/buckets.ts';
import { axisTop } from './axis.ts';
import { ChartTable } from './chart-table.tsx';
import { useChartSize } from './use-chart-size.ts';

interface Props {
  readonly label: string;
  /** At most eight series: there are no more colours to be told apart. */
  readonly data: OverTime;
  readonly format: (value: number) => string;
}

const height = 240;
const left = 64;
const bottom = 22;
const top = 10;

/** Bars over time, one on top of another, and the same figures in a table. */
export function Bars({ label, data, format }: Props): VNode {
  const { buckets, series } = data;
  const [shown, setShown] = useState<number | null>(null);
  const sums = buckets.starts.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  const most = axisTop(Math.max(...sums, 0));
  const { width, ticks } = useChartSize();
  const step = (width - left) / Math.max(buckets.starts.length, 1);
  const y = (value: number): number => height - bottom - (value / most) * (height - bottom - top);
  const names = namedTicks(buckets.starts.length, ticks);
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
        onMouseLeave={() => setShown(null)}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line class="grid" x1={left} x2={width} y1={y(share * most)} y2={y(share * most)} />
            <text x={left - 8} y={y(share * most) + 4} text-anchor="end">
              {format(share * most)}
            </text>
          </g>
        ))}
        {buckets.starts.map((start, at) => (
          <g key={start} onMouseEnter={() => setShown(at)} class={shown === at ? 'shown' : ''}>
            <rect class="touch" x={left + at * step} y={top} width={step} height={height - bottom - top} />
            {stacked(series.map(({ values }) => values[at] ?? 0)).map(([from, to], index) =>
              to > from ? (
                <rect
                  key={series[index]?.name}
                  class={`series-${index}`}
                  x={left + at * step + Math.min(1, step * 0.1)}
                  width={Math.max(step - Math.min(2, step * 0.2), 0.5)}
                  y={y(to)}
                  height={Math.max(y(from) - y(to), 0.5)}
                />
              ) : null,
            )}
            {names.has(at) && (
              <text x={left + at * step} y={height - 5}>
                {bucketName(start, buckets.unit)}
              </text>
            )}
          </g>
        ))}
      </svg>
      <Legend {...{ data, format, shown }} />
      <ChartTable
        {...{ label, buckets }}
        columns={series.map(({ name }) => visibleText(name))}
        cells={(bucket) => series.map(({ values }) => format(values[bucket] ?? 0))}
      />
    </figure>
  );
}

function stacked(values: readonly number[]): readonly (readonly [number, number])[] {
  let sum = 0;
  return values.map((value) => {
    const from = sum;
    sum += value;
    return [from, sum] as const;
  });
}

/** Some of the bars have their time below them. */
function namedTicks(bars: number, ticks: number): ReadonlySet<number> {
  const every = Math.max(1, Math.ceil(bars / ticks));
  return new Set(Array.from({ length: bars }, (_, at) => at).filter((at) => at % every === 0));
}

/** What each colour is, and how much: in all, or of the bar that is pointed at. */
function Legend({
  data: { buckets, series },
  format,
  shown,
}: Omit<Props, 'label'> & { readonly shown: number | null }): VNode {
  const start = shown === null ? undefined : buckets.starts[shown];
  return (
    <figcaption>
      <span class="muted when">{start === undefined ? 'All of it' : bucketName(start, buckets.unit)}</span>
      <ul>
        {series.map(({ name, values, total }, index) => (
          <li key={name}>
            <span class={`swatch series-${index}`} aria-hidden="true" />
            <span class="cut">{visibleText(name)}</span>
            <span class="number">{format(shown === null ? total : (values[shown] ?? 0))}</span>
          </li>
        ))}
      </ul>
    </figcaption>
  );
}
