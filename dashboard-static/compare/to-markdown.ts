import { oneLine } from '../timeline/visible-text.ts';
import type { Comparison } from './compare-sides.ts';
import type { Unit } from './facts.ts';
import type { Pair, Side, StepPlace } from './side.ts';

interface Written {
  readonly a: Side;
  readonly b: Side;
  readonly comparison: Comparison;
  readonly format: Readonly<Record<Unit, (value: number) => string>>;
  /** The address of a place in this dashboard. */
  readonly href: (place: StepPlace) => string;
}

/** A comparison to be pasted into an issue. What strangers wrote stands in code, so that it names nobody and links nowhere. */
export function toMarkdown({ a, b, comparison, format, href }: Written): string {
  const place = (at: StepPlace | undefined, text: string): string =>
    at === undefined ? '–' : `[${text}](${href(at)})`;
  const facts = comparison.facts.map(({ name, unit, ...fact }) => [
    name,
    format[unit](fact.a),
    format[unit](fact.b),
    signed(fact.b - fact.a, format[unit]),
  ]);
  return [
    `# ${named(a)} and ${named(b)}`,
    table(['', 'A', 'B', 'Difference'], [['Run', ids(a), ids(b), ''], ...facts]),
    section('Tools', ['Tool', 'Calls A', 'Calls B'], comparison.tools, ({ first, calls, failed }) =>
      place(first, failed === 0 ? `${calls}` : `${calls}, ${failed} failed`),
    ),
    section('Files', ['File', 'A', 'B'], comparison.files, ({ last, added, removed }) =>
      place(last, `+${added} −${removed}`),
    ),
    section(
      'Findings',
      ['Finding', 'A', 'B'],
      comparison.findings,
      (found) => `${found.severity}, ${code(`${found.path}:${found.line}`)}`,
    ),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
    .concat('\n');
}

function section<T>(
  title: string,
  head: readonly string[],
  pairs: readonly Pair<T>[],
  write: (side: T) => string,
): string {
  if (pairs.length === 0) return '';
  const cell = (side: T | null): string => (side === null ? '–' : write(side));
  return `## ${title}\n\n${table(
    head,
    pairs.map(({ name, a, b }) => [code(name), cell(a), cell(b)]),
  )}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const named = ({ kind, id }: Side): string => `${kind === 'run' ? 'Run' : 'Session'} ${code(id)}`;
const ids = ({ runs }: Side): string => runs.map(({ run }) => code(run.id)).join(' ');

const signed = (difference: number, format: (value: number) => string): string =>
  difference === 0 ? '=' : `${difference > 0 ? '+' : '−'}${format(Math.abs(difference))}`;

/** In a cell of a table: no character of the text ends the code or the cell. */
function code(text: string): string {
  const line = oneLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest === 0 ? '' : ' ';
  return `${fence}${pad}${line}${pad}${fence}`;
}
