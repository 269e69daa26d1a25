import { textFields } from '../../contract/history-columns.ts';
import type { NumberField, TextField } from '../load/run-table.ts';

export const sortFields = [
  'startedAtMs',
  'durationMs',
  'costMicroUsd',
  'tokens',
  'findings',
] as const satisfies readonly NumberField[];
export type SortField = (typeof sortFields)[number];
export const groupings = ['none', 'subject', 'session'] as const;
export type Grouping = (typeof groupings)[number];

/** One field's condition: any of these, or none of these. */
export interface Choice {
  readonly field: TextField;
  readonly values: readonly string[];
  readonly isNegated: boolean;
}

/** What of the history is shown, and how. All of it is in the address, so that it can be sent to somebody. */
export interface Query {
  readonly choices: readonly Choice[];
  /** Words, all of which must be in a run; `-word` must not. */
  readonly text: string;
  /** Days, `2026-11-21`, in the reader's zone; both included. Empty: no limit. */
  readonly from: string;
  readonly to: string;
  readonly leastUsd: number | null;
  readonly mostUsd: number | null;
  readonly sort: { readonly by: SortField; readonly isDescending: boolean };
  readonly group: Grouping;
}

export const everything: Query = {
  choices: [],
  text: '',
  from: '',
  to: '',
  leastUsd: null,
  mostUsd: null,
  sort: { by: 'startedAtMs', isDescending: true },
  group: 'none',
};

const sortNames: Readonly<Record<SortField, string>> = {
  startedAtMs: 'started',
  durationMs: 'duration',
  costMicroUsd: 'cost',
  tokens: 'tokens',
  findings: 'findings',
};

/** `state=failed&state=lost&actor=!mona&q=…&from=2026-11-01&min=1.5&sort=-cost&group=subject`; what is as usual is left out. */
export function toParams(query: Query): URLSearchParams {
  const params = new URLSearchParams();
  for (const { field, values, isNegated } of query.choices)
    for (const value of values) params.append(field, `${isNegated ? '!' : ''}${value}`);
  const { sort, group, text, from, to, leastUsd, mostUsd } = query;
  const named = { q: text, from, to, min: leastUsd?.toString() ?? '', max: mostUsd?.toString() ?? '' };
  for (const [name, value] of Object.entries(named)) if (value !== '') params.set(name, value);
  const by = `${sort.isDescending ? '-' : ''}${sortNames[sort.by]}`;
  if (by !== '-started') params.set('sort', by);
  if (group !== 'none') params.set('group', group);
  return params;
}

/** Of an address that somebody else may have written: what is no filter is left out. */
export function fromParams(params: URLSearchParams): Query {
  const sort = params.get('sort') ?? '';
  const by = sortFields.find((field) => sortNames[field] === sort.replace(/^-/, ''));
  const group = groupings.find((one) => one === params.get('group'));
  return {
    choices: textFields.flatMap((field) => choicesOf(field, params.getAll(field))),
    text: params.get('q') ?? '',
    from: day(params.get('from')),
    to: day(params.get('to')),
    leastUsd: amount(params.get('min')),
    mostUsd: amount(params.get('max')),
    sort: by === undefined ? everything.sort : { by, isDescending: sort.startsWith('-') },
    group: group ?? 'none',
  };
}

function choicesOf(field: TextField, all: readonly string[]): readonly Choice[] {
  const named = all.filter((value) => !value.startsWith('!'));
  const negated = all.filter((value) => value.startsWith('!')).map((value) => value.slice(1));
  return [
    ...(named.length === 0 ? [] : [{ field, values: named, isNegated: false }]),
    ...(negated.length === 0 ? [] : [{ field, values: negated, isNegated: true }]),
  ];
}

const day = (text: string | null): string => (text !== null && /^\d{4}-\d\d-\d\d$/.test(text) ? text : '');

function amount(text: string | null): number | null {
  const number = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : null;
}
