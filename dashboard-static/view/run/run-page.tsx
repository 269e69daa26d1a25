import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { HistoryRun } from '../../../contract/history.ts';
import type { RunJournal } from '../../load/run-journal.ts';
import { startOf, stepsOf } from '../../timeline/steps-of.ts';
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
  const steps = useMemo(() => stepsOf(run, state), [run, state]);
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
