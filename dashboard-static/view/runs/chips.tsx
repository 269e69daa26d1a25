import type { VNode } from 'preact';
import { type Choice, everything, type Query } from '../../filter/query.ts';
import { fieldNames } from './field-names.ts';

interface Props {
  readonly query: Query;
  readonly change: (to: Query) => void;
}

interface Chip {
  readonly words: string;
  readonly without: Query;
}

/** The filters that are on; each is taken away by its button. */
export function Chips({ query, change }: Props): VNode | null {
  const chips = chipsOf(query);
  if (chips.length === 0) return null;
  const { sort, group } = query;
  return (
    <ul class="chips" aria-label="Filters">
      {chips.map(({ words, without }) => (
        <li key={words}>
          <button type="button" onClick={() => change(without)} aria-label={`Remove the filter ${words}`}>
            {words} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" class="plain" onClick={() => change({ ...everything, sort, group })}>
          Clear all
        </button>
      </li>
    </ul>
  );
}

function chipsOf(query: Query): readonly Chip[] {
  const { from, to, leastUsd, mostUsd, choices } = query;
  return [
    ...choices.flatMap((choice) => ofChoice(query, choice)),
    ...(from === '' ? [] : [{ words: `from ${from}`, without: { ...query, from: '' } }]),
    ...(to === '' ? [] : [{ words: `to ${to}`, without: { ...query, to: '' } }]),
    ...(leastUsd === null ? [] : [{ words: `at least $${leastUsd}`, without: { ...query, leastUsd: null } }]),
    ...(mostUsd === null ? [] : [{ words: `at most $${mostUsd}`, without: { ...query, mostUsd: null } }]),
  ];
}

const ofChoice = (query: Query, choice: Choice): readonly Chip[] =>
  choice.values.map((value) => ({
    words: `${fieldNames[choice.field].toLowerCase()} ${choice.isNegated ? 'is not' : 'is'} ${value}`,
    without: withoutValue(query, choice, value),
  }));

function withoutValue(query: Query, choice: Choice, value: string): Query {
  const left = { ...choice, values: choice.values.filter((one) => one !== value) };
  return {
    ...query,
    choices: query.choices
      .map((one) => (one === choice ? left : one))
      .filter(({ values }) => values.length > 0),
  };
}
