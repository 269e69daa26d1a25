import { table } from '../report.ts';
import type { DashboardFigures } from './measure.ts';

const ms = (value: number): string => (value === 0 ? 'under 50 ms' : `${Math.round(value)} ms`);

/** A table of the figures, in Markdown; a task under 50 ms is none that a browser tells of. */
export function dashboardTables(
  figures: DashboardFigures & { readonly date: string; readonly machine: string },
): string {
  const count = (number: number): string => number.toLocaleString('en-US');
  const runs = count(figures.runs);
  const rows = [
    [
      `the list of ${runs} runs, from the address to its rows, at a fourth of the processor`,
      ms(figures.listMs),
      '1,500 ms',
    ],
    [
      `a search in ${runs} runs, from the key to its rows, the slowest of five`,
      ms(figures.filterMs),
      '50 ms',
    ],
    [`longest task while the list is scrolled a screen a frame`, ms(figures.scrollTaskMs), '100 ms'],
    [`a run of ${count(figures.events)} events, from the address to all its steps`, ms(figures.runMs), ''],
    [`longest task while those are scrolled a screen a frame`, ms(figures.runScrollTaskMs), '100 ms'],
  ];
  return [
    `Measured on ${figures.date}: ${figures.machine}.`,
    table(['what', 'measured', 'target'], rows),
  ].join('\n\n');
}
