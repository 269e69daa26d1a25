import { readFile, writeFile } from 'node:fs/promises';
import type { StartUp } from './start-up.ts';
import type { StreamReading } from './stream.ts';

export interface Figures {
  readonly date: string;
  readonly machine: string;
  readonly startUp: readonly StartUp[];
  readonly chunks: readonly { readonly name: string; readonly bytes: number }[];
  readonly stream: readonly StreamReading[];
}

/** The measured figures as markdown. */
export function tablesOf({ date, machine, startUp, chunks, stream }: Figures): string {
  return [
    `Measured on ${date}: ${machine}.`,
    '### Start of the process to start of the CLI',
    table(
      ['GitHub answers in', 'case', 'median', 'least to most', 'requests', 'one after another'],
      startUp.map(({ name, latencyMs, execMs, requests, roundTrips }) => [
        `${latencyMs} ms`,
        name,
        `${execMs.median.toFixed(0)} ms`,
        `${execMs.least.toFixed(0)} to ${execMs.most.toFixed(0)} ms`,
        String(requests),
        latencyMs === 0 ? '' : String(roundTrips),
      ]),
    ),
    '### Size of the bundle',
    table(
      ['file', 'size'],
      chunks.map(({ name, bytes }) => [`\`dist/${name}\``, megabytes(bytes)]),
    ),
    "### Reading Claude's stream",
    table(
      ['stream', 'size', 'time', 'most memory'],
      stream.map(({ name, bytes, ms, peakRssBytes }) => [
        name,
        megabytes(bytes),
        `${(ms / 1000).toFixed(2)} s`,
        megabytes(peakRssBytes),
      ]),
    ),
  ].join('\n\n');
}

const begin = '<!-- measured -->';
const end = '<!-- /measured -->';

/** Replaces what stands between the two marks of the page. */
export async function writeTables(path: string, tables: string): Promise<void> {
  const page = await readFile(path, 'utf8');
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} has no ${begin} … ${end}`);
  await writeFile(path, `${before}${begin}\n\n${tables}\n\n${end}${after}`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB`;
