import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Buckets } from '../../filter/time-buckets.ts';
import { bucketName } from '../format/buckets.ts';

interface Props {
  readonly label: string;
  readonly buckets: Buckets;
  readonly columns: readonly string[];
  /** What the columns say of one stretch of time. */
  readonly cells: (bucket: number) => readonly string[];
}

/** The figures of a chart for those who do not point at it; made when they are asked for. */
export function ChartTable({ label, buckets: { starts, unit }, columns, cells }: Props): VNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Figures as a table</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keys as well
        <section class="chart-figures" aria-label={`${label}: figures`} tabIndex={0}>
          <table class="figures">
            <thead>
              <tr>
                {[capital(unit), ...columns].map((column, at) => (
                  <th key={at} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {starts.map((start, bucket) => (
                <tr key={start}>
                  <th scope="row">{bucketName(start, unit)}</th>
                  {cells(bucket).map((cell, at) => (
                    <td key={at}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
