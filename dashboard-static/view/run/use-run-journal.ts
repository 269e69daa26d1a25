import { useEffect, useMemo } from 'preact/hooks';
import { createRunJournal, type RunJournal } from '../../load/run-journal.ts';
import { useHub } from '../shell/hub.ts';

/** A run, asked for as long as it is looked at. */
export function useRunJournal(id: string): RunJournal {
  const { source } = useHub();
  const journal = useMemo(() => createRunJournal(source, id), [source, id]);
  useEffect(() => {
    journal.load();
    return journal.stop;
  }, [journal]);
  return journal;
}
