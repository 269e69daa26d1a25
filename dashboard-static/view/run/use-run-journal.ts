import { useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { createRunJournal, type RunJournal } from '../../load/run-journal.ts';
import { textAt } from '../../load/run-table.ts';
import { useHub } from '../shell/hub.ts';

/** Together with what comes meanwhile. */
const refreshAfterMs = 500;

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
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      // What cannot be had now comes with the next change, or when the page is loaded again.
      journal.refresh().catch(() => undefined);
    }, refreshAfterMs);
  }, [journal, version]);
  useEffect(() => () => clearTimeout(timer.current), [journal]);
  return journal;
}
