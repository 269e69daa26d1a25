import { createContext, type RefObject } from 'preact';
import { useContext } from 'preact/hooks';
import type { HistoryRun } from '../../../contract/history.ts';
import type { RunJournal } from '../../load/run-journal.ts';

/** What all that shows a part of a run has in common. */
interface RunInView {
  readonly run: HistoryRun;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly loadBody: RunJournal['loadBody'];
  /** All of the page scrolls in it. */
  readonly scroller: RefObject<HTMLElement | null>;
}

export const RunContext = createContext<RunInView | null>(null);

export function useRun(): RunInView {
  const run = useContext(RunContext);
  if (run === null) throw new Error('A part of a run outside of it');
  return run;
}
