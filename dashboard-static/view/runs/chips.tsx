import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Choice, everything, type Query } from '../../filter/query.ts';
import { visibleText } from '../../timeline/visible-text.ts';
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
  const list = useRef<HTMLUListElement>(null);
  const removed = useRef<number | null>(null);
  useEffect(() => {
    if (removed.current !== null) focusNext(list.current, removed.current);
    removed.current = null;
  }, [query]);
  const chips = chipsOf(query);
  if (chips.length === 0) return null;
  const { sort, group } = query;
  const remove = (to: Query, at: number): void => {
    removed.current = at;
    change(to);
  };
  return (
    <ul class="chips" aria-label="Filters" ref={list}>
      {chips.map(({ words, without }, at) => (
        <li key={words}>
          <button
            type="button"
            class="chip"
            onClick={() => remove(without, at)}
            aria-label={`Remove the filter ${words}`}
          >
            {words} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          class="plain"
          onClick={() => remove({ ...everything, sort, group }, chips.length)}
        >
          Clear all
        </button>
      </li>
    </ul>
  );
}

/** What is removed takes the focus with it: the chip that is now in its place has it, or the search. */
function focusNext(list: HTMLElement | null, removed: number): void {
  const chip = list?.querySelectorAll<HTMLElement>('.chip')[removed];
  const next = chip ?? document.querySelector<HTMLElement>('.filters > input[type="search"]');
  next?.focus();
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
    words: `${fieldNames[choice.field].toLowerCase()} ${choice.isNegated ? 'is not' : 'is'} ${visibleText(value)}`,
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
