import type { VNode } from 'preact';
import type { Buckets } from '../../filter/time-buckets.ts';
import { bucketName } from '../format/buckets.ts';
import { ChartTable } from './chart-table.tsx';
import { useChartSize } from './use-chart-size.ts';

interface Props {
  readonly label: string;
  readonly buckets: Buckets;
  /** Shares from 0 to 1; null: there is none. */
  readonly values: readonly (number | null)[];
}

const height = 160;
const left = 64;
const bottom = 22;
const top = 10;

/** A share over time; a stretch without one is a gap in the line. */
export function Line({ label, buckets, values }: Props): VNode {
  const { width, ticks } = useChartSize();
  const step = (width - left) / Math.max(values.length, 1);
  const x = (at: number): number => left + (at + 0.5) * step;
  const y = (share: number): number => height - bottom - share * (height - bottom - top);
  const every = Math.max(1, Math.ceil(values.length / ticks));
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line class="grid" x1={left} x2={width} y1={y(share)} y2={y(share)} />
            <text x={left - 8} y={y(share) + 4} text-anchor="end">
              {share * 100}%
            </text>
          </g>
        ))}
        <path class="line" d={pathOf(values, x, y)} />
        {values.map((share, at) => {
          const start = buckets.starts[at] ?? 0;
          return (
            <g key={start}>
              {share !== null && (
                <circle cx={x(at)} cy={y(share)} r={values.length > 90 ? 1.5 : 3}>
                  <title>{`${bucketName(start, buckets.unit)}: ${percent(share)}`}</title>
                </circle>
              )}
              {at % every === 0 && (
                <text x={left + at * step} y={height - 5}>
                  {bucketName(start, buckets.unit)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <ChartTable
        {...{ label, buckets }}
        columns={['Share']}
        cells={(bucket) => [percent(values[bucket] ?? null)]}
      />
    </figure>
  );
}

const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)}%`);

function pathOf(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (share: number) => number,
): string {
  return values
    .map((share, at) => {
      if (share === null) return '';
      const begins = at === 0 || values[at - 1] === null || values[at - 1] === undefined;
      return `${begins ? 'M' : 'L'}${x(at).toFixed(1)} ${y(share).toFixed(1)}`;
    })
    .join('');
}
