import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { maxJournalEvents } from '../../contract/event.ts';
import { FailureClass } from '../../contract/failure-class.ts';
import { Conclusion, type Report, SkipCode } from '../../contract/report.ts';
import type { RunState } from '../../contract/run-state.ts';
import type { RunFacts } from './facts.ts';

/** What the coordinator itself knows of a run without a report, such as one that was lost or is not over; `why` begins the warning that says so. */
export function reportOfView(view: RunFacts, why: string): Report {
  const { github, spentMicroUsd: costMicroUsd } = view;
  const startedAt = view.startedAt ?? view.createdAt;
  const endedAt = view.endedAt ?? view.heartbeatAt;
  const usual = endings[view.state];
  return {
    version: 1,
    runId: view.id,
    conclusion: known(Conclusion, view.conclusion) ?? usual.conclusion,
    failureClass: known(FailureClass, view.failureClass) ?? usual.failureClass,
    skipCode: known(SkipCode, view.skipCode),
    message: view.message,
    task: view.task,
    subject: view.subject,
    repository: view.repository,
    event: [github.event, github.eventAction].filter((part) => part !== '').join('.'),
    actor: view.actor,
    runUrl: view.runUrl,
    pullRequest:
      view.pullRequest === null ? null : { number: view.pullRequest, headSha: view.headSha, baseSha: '' },
    startedAt,
    endedAt,
    durationMs: Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)),
    claude: { version: null, path: null, sessionId: null, model: view.model || null, costMicroUsd: null },
    usage: {
      costMicroUsd,
      source: costMicroUsd > 0 ? 'gateway' : 'none',
      tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
      models: [],
      turns: 0,
    },
    findings: { total: 0, new: 0, resolved: 0 },
    notReviewed: [],
    warnings: [`${why}: this is what the coordinator knows of it.`],
    events: Math.min(view.lastSeq, maxJournalEvents),
  };
}

/** A coordinator of another version may have other words. */
function known<T extends TSchema>(words: T, word: string | null): Static<T> | null {
  return Value.Check(words, word) ? word : null;
}

interface End {
  readonly conclusion: Conclusion;
  readonly failureClass: FailureClass | null;
}
const failedOf = (failureClass: FailureClass | null): End => ({ conclusion: 'failure', failureClass });

const endings: Readonly<Record<RunState, End>> = {
  requested: failedOf(null),
  running: failedOf(null),
  succeeded: { conclusion: 'success', failureClass: null },
  failed: failedOf(null),
  cancelled: { conclusion: 'cancelled', failureClass: 'cancelled' },
  timed_out: failedOf('timeout'),
  budget_exceeded: failedOf('budget_exceeded'),
  lost: failedOf('runner_lost'),
};
