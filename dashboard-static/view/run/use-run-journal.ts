import { useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { createRunJournal, type RunJournal } from '../../load/run-journal.ts';
import { textAt } from '../../load/run-table.ts';
import { useHub } from '../shell/hub.ts';

/** Together with what comes meanwhile. */
const refreshAfterMs = 500;
/** Where it could not be had. */
const againAfterMs = 5_000;

/** A run, asked for as long as it is looked at, and again when there is more of it. */
export function useRunJournal(id: string): RunJournal {
  const { source, history } = useHub();
  const journal = useMemo(() => createRunJournal(source, id), [source, id]);
  useEffect(() => {
    journal.load();
    return journal.stop;
  }, [journal]);
  const version = useComputed(() => {
    const index = history.index.value;
    if (index.kind !== 'there') return '';
    const { table } = index.value;
    const row = table.id.indexOf(id);
    return row === -1 ? '' : `${textAt(table, 'state', row)} ${table.numbers.events[row]}`;
  }).value;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (version === '') return;
    const refreshIn = (ms: number): void => {
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        journal.refresh().catch(() => refreshIn(againAfterMs));
      }, ms);
    };
    refreshIn(refreshAfterMs);
  }, [journal, version]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      // Nothing is begun for a page that nobody looks at.
      timer.current = undefined;
    },
    [journal],
  );
  return journal;
}
