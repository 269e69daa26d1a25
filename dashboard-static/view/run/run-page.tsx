import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { HistoryRun } from '../../../contract/history.ts';
import type { JournalState, RunJournal } from '../../load/run-journal.ts';
import { arrange } from '../../timeline/arrange.ts';
import type { Step } from '../../timeline/step.ts';
import { FilesView } from './files-view.tsx';
import { FindingsView } from './findings-view.tsx';
import { RunContext } from './run-context.ts';
import { RunHead } from './run-head.tsx';
import { RunTabs, tabOf } from './run-tabs.tsx';
import { Timeline } from './timeline.tsx';
import { useParams } from './use-params.ts';

interface Props {
  readonly run: HistoryRun;
  readonly journal: RunJournal;
}

/** A run that is there; its journal may still come. */
export function RunPage({ run, journal }: Props): VNode {
  const state = journal.journal.value;
  const startedAtMs = startOf(run, state);
  const steps = useMemo(() => stepsOf(run, state, startedAtMs), [run, state, startedAtMs]);
  const scroller = useRef<HTMLElement>(null);
  const inView = useMemo(
    () => ({ run, startedAtMs, loadBody: journal.loadBody, scroller }),
    [run, journal, startedAtMs],
  );
  // So that the keys that scroll do, before anything was clicked.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);
  const tab = tabOf(useParams().text('tab'));
  return (
    <RunContext.Provider value={inView}>
      <article ref={scroller} class="run" tabIndex={-1}>
        <RunHead run={run} />
        <RunTabs tab={tab} findings={run.findings.length} steps={steps} />
        {tab === 'timeline' ? <Timeline steps={steps} state={state} onRetry={journal.load} /> : null}
        {tab === 'findings' ? <FindingsView run={run} steps={steps} /> : null}
        {tab === 'files' ? <FilesView steps={steps} /> : null}
      </article>
    </RunContext.Provider>
  );
}

/** Of a report that does not say, when the journal begins. */
function startOf({ report }: HistoryRun, { events }: JournalState): number {
  const times = [report.startedAt, events[0]?.at ?? ''].map((time) => Date.parse(time));
  return times.find((time) => !Number.isNaN(time)) ?? 0;
}

function stepsOf(
  run: HistoryRun,
  { events, unloaded, chunks, chunksDone }: JournalState,
  startedAtMs: number,
): readonly Step[] {
  const isDone = chunksDone === chunks && chunks === run.chunks.length;
  const last = run.chunks[chunksDone - 1]?.lastSeq ?? 0;
  const lastSeq = isDone ? Math.max(last, run.report.events, run.gaps.at(-1)?.lastSeq ?? 0) : last;
  return arrange({ events, unloaded: unloaded.map(({ chunk }) => chunk), lastSeq, startedAtMs });
}
