import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { type RunTable, textAt } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { compareHref } from '../compare/chosen.ts';
import { count, duration, money } from '../format/figures.ts';
import { lookOf } from '../format/states.ts';
import { fullTime } from '../format/times.ts';
import { runHref } from '../shell/navigation.ts';

const most = 200;

/** The runs of a session, the first at the top, as a conversation is read; two of them can be chosen to be compared. */
export function SessionRuns({
  table,
  rows,
}: {
  readonly table: RunTable;
  readonly rows: readonly number[];
}): VNode {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(-most);
  const toggle = (id: string): void => {
    // A third takes the place of the one that was chosen first.
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-2));
  };
  const [a = '', b = ''] = rows.map((row) => table.id[row] ?? '').filter((id) => chosen.includes(id));
  return (
    <section>
      <h2>Runs</h2>
      <p class="session-compare" role="status">
        {chosen.length < 2 ? (
          <span class="muted">Choose two to compare them.</span>
        ) : (
          <a class="button" href={compareHref(a, b)}>
            Compare the two
          </a>
        )}
      </p>
      {shown.length === rows.length ? null : (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {count(rows.length)}
        </button>
      )}
      <ol class="session-runs" start={rows.length - shown.length + 1}>
        {shown.map((row) => (
          <SessionRun
            key={table.id[row]}
            {...{ table, row, toggle }}
            isChosen={chosen.includes(table.id[row] ?? '')}
          />
        ))}
      </ol>
    </section>
  );
}

interface RunProps {
  readonly table: RunTable;
  readonly row: number;
  readonly isChosen: boolean;
  readonly toggle: (id: string) => void;
}

function SessionRun({ table, row, isChosen, toggle }: RunProps): VNode {
  const id = table.id[row] ?? '';
  const text = (field: Parameters<typeof textAt>[1]): string => visibleText(textAt(table, field, row));
  const { tone, sign, word } = lookOf(textAt(table, 'state', row), textAt(table, 'skipCode', row));
  const { startedAtMs, durationMs, costMicroUsd, findings } = table.numbers;
  const startedAt = fullTime(startedAtMs[row] ?? 0);
  const message = visibleText(table.message[row] ?? '');
  return (
    <li>
      <input
        type="checkbox"
        checked={isChosen}
        onChange={() => toggle(id)}
        aria-label={`Compare the ${text('task')} of ${startedAt}`}
      />
      <span class={`session-state tone-${tone}`}>
        <span aria-hidden="true">{sign}</span> {word}
      </span>
      <span class="session-what">
        <a href={runHref(id)}>
          {text('task')} <span class="muted">by {text('actor')}</span>
        </a>
        {message === '' ? null : <span class="muted session-message">{message}</span>}
      </span>
      <span class="number muted">
        {(findings[row] ?? 0) === 0 ? '' : `${count(findings[row] ?? 0)} findings`}
      </span>
      <span class="number">{money(costMicroUsd[row] ?? 0)}</span>
      <span class="number">{duration(durationMs[row] ?? 0)}</span>
      <span class="number muted">{startedAt}</span>
    </li>
  );
}
