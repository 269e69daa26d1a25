import { Compile } from 'typebox/compile';
import type { HistoryRun } from '../../contract/history.ts';
import { Report } from '../../contract/report.ts';
import type { RunFacts } from './facts.ts';
import { momentOf, noMoment } from './moments.ts';
import { reportOfView } from './report-of-view.ts';

export type DescribedRun = Pick<
  HistoryRun,
  'id' | 'state' | 'session' | 'parentSession' | 'template' | 'retryOf' | 'report'
>;

const told = Compile(Report);

/** A run as its history says it: by its own report, or else by what the coordinator knows of it. */
export function describedRun(view: RunFacts): DescribedRun {
  const known = reportOfView(view);
  const report = told.Check(view.report) ? view.report : known;
  const startedAt = momentOf(report.startedAt) ?? momentOf(known.startedAt) ?? noMoment;
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

/** The last line that its journal is said to have. */
export function saidLastSeq(view: RunFacts, { report }: DescribedRun): number {
  return Math.max(view.lastSeq, report.events);
}
