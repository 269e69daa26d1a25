import { readFile, writeFile } from 'node:fs/promises';
import type { GatewayFigures } from './gateway.ts';
import type { RedactionFigures } from './redact.ts';
import type { StartUp } from './start-up.ts';
import type { StreamReading } from './stream.ts';

export interface Figures {
  readonly date: string;
  readonly machine: string;
  readonly startUp: readonly StartUp[];
  readonly chunks: readonly { readonly name: string; readonly bytes: number }[];
  readonly stream: readonly StreamReading[];
  readonly gateway: GatewayFigures;
  readonly redaction: RedactionFigures;
}

/** The measured figures as markdown. */
export function tablesOf({ date, machine, startUp, chunks, stream, gateway, redaction }: Figures): string {
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
    '### The gateway: first byte of an answer',
    gatewayTable(gateway),
    `One long answer of short events: ${megabytes(gateway.throughput.directBytesPerSecond)}/s direct, ${megabytes(gateway.throughput.throughBytesPerSecond)}/s through the gateway.`,
    '### Redaction of a clean log',
    redactionTable(redaction),
    `${redaction.falseRedactions} places of ${redaction.megabytes.toFixed(1)} MB were taken for secrets. Made in ${redaction.creationMs.toFixed(1)} ms.`,
  ].join('\n\n');
}

function gatewayTable({ firstByte }: GatewayFigures): string {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  return table(
    ['request', 'direct, median', 'p95', 'through the gateway, median', 'p95', 'added, median'],
    firstByte.map(({ name, direct, through }) => [
      name,
      ...[direct.medianMs, direct.p95Ms, through.medianMs, through.p95Ms].map(ms),
      ms(through.medianMs - direct.medianMs),
    ]),
  );
}

function redactionTable({ speeds }: RedactionFigures): string {
  return table(
    ['what is looked for', 'speed'],
    speeds.map(({ name, bytesPerSecond }) => [name, `${megabytes(bytesPerSecond)}/s`]),
  );
}

/** Replaces what stands between the two marks of the page. */
export async function writeTables(path: string, mark: string, tables: string): Promise<void> {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const page = await readFile(path, 'utf8');
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} has no ${begin} … ${end}`);
  await writeFile(path, `${before}${begin}\n\n${tables}\n\n${end}${after}`);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB`;
