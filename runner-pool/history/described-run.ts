import { Compile } from 'typebox/compile';
import { maxJournalEvents } from '../../contract/event.ts';
import type { HistoryRun } from '../../contract/history.ts';
import { Report } from '../../contract/report.ts';
import type { RunFacts } from './facts.ts';
import { isOver } from './is-over.ts';
import { momentOf, noMoment } from './moments.ts';
import { whyImplausible } from './plausible.ts';
import { reportOfView } from './report-of-view.ts';

export type DescribedRun = Pick<
  HistoryRun,
  'id' | 'state' | 'session' | 'parentSession' | 'template' | 'retryOf' | 'report'
>;

const told = Compile(Report);

/** A run as its history says it: by its own report, or else by what the coordinator knows of it. */
export function describedRun(view: RunFacts): DescribedRun {
  const report = reportOf(view);
  const startedAt = momentOf(report.startedAt) ?? noMoment;
  return {
    id: view.id,
    state: view.state,
    session: view.sessionId,
    parentSession: view.parentSessionId,
    template: null,
    retryOf: view.retryOf,
    report: { ...report, startedAt, repository: view.repository },
  };
}

/** When the coordinator last heard of it. */
export const lastSeenOf = ({ endedAt, heartbeatAt }: RunFacts): string => endedAt ?? heartbeatAt;

function reportOf(view: RunFacts): Report {
  if (!isOver(view.state)) return reportOfView(view, 'It is not over');
  if (!told.Check(view.report)) return reportOfView(view, 'It left no report');
  return whyImplausible(view.report, lastSeenOf(view)) === null
    ? view.report
    : reportOfView(view, 'Its report cannot be right');
}

/** The last line that its journal is said to have. */
export function saidLastSeq(view: RunFacts, { report }: DescribedRun): number {
  return Math.min(Math.max(view.lastSeq, report.events), maxJournalEvents);
}
