import type { VNode } from 'preact';
import { type RunTable, textAt } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { duration, money } from '../format/figures.ts';
import { lookOf } from '../format/states.ts';
import { ago } from '../format/times.ts';
import { useHub } from '../shell/hub.ts';
import { Note } from '../shell/note.tsx';
import { type Chosen, compareHref, sessionSide } from './chosen.ts';

const most = 50;

/** Asks for what is missing: first the runs on the same subject, which are compared most. */
export function ChooseSide({ table, a }: { readonly table: RunTable; readonly a: Chosen | null }): VNode {
  const { nowMs } = useHub();
  const rows = candidates(table, a);
  const nameA = a === null ? '' : a.kind === 'run' ? a.id : sessionSide(a.id);
  if (rows.length === 0)
    return (
      <Note kind="empty" title="There is no other run to compare it with">
        Nothing else of this history can stand beside it.
      </Note>
    );
  return (
    <div class="compare choose">
      <h1>{a === null ? 'Which run is the first one?' : 'What is it compared with?'}</h1>
      <p class="muted">
        {a === null ? 'The newest runs.' : 'Those on the same subject come first.'} Every run’s page has a
        link to this one too.
      </p>
      <ol class="choose-list">
        {rows.map((row) => {
          const id = table.id[row] ?? '';
          const { tone, sign, word } = lookOf(textAt(table, 'state', row), textAt(table, 'skipCode', row));
          return (
            <li key={id}>
              <span class={`tone-${tone}`}>
                <span aria-hidden="true">{sign}</span> {word}
              </span>
              <a class="cut" href={a === null ? compareHref(id) : compareHref(nameA, id)}>
                {visibleText(textAt(table, 'repository', row))}{' '}
                <strong>{visibleText(textAt(table, 'subject', row))}</strong>{' '}
                <span class="muted">{visibleText(textAt(table, 'task', row))}</span>
              </a>
              <span class="number">{money(table.numbers.costMicroUsd[row] ?? 0)}</span>
              <span class="number">{duration(table.numbers.durationMs[row] ?? 0)}</span>
              <span class="number muted">{ago(table.numbers.startedAtMs[row] ?? 0, nowMs.value)}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function candidates(table: RunTable, a: Chosen | null): readonly number[] {
  const { startedAtMs } = table.numbers;
  const chosen = new Set(a?.ids);
  const first = table.id.indexOf(a?.ids.at(-1) ?? '');
  const alike = (row: number): number =>
    first === -1
      ? 0
      : Number(textAt(table, 'repository', row) === textAt(table, 'repository', first)) +
        Number(textAt(table, 'subject', row) === textAt(table, 'subject', first));
  return Array.from({ length: table.rows }, (_, row) => row)
    .filter((row) => !chosen.has(table.id[row] ?? ''))
    .sort((x, y) => alike(y) - alike(x) || (startedAtMs[y] ?? 0) - (startedAtMs[x] ?? 0))
    .slice(0, most);
}
