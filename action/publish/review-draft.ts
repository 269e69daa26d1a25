import type { Reconciliation } from '../finding/reconcile.ts';
import { withAttempt } from '../gate/attempts.ts';
import { type ReviewView, reviewSection } from '../render/review-section.ts';
import { leastUnplacedLength } from '../render/unplaced-findings.ts';
import { fittingInTurns } from './fitting-in-turns.ts';
import type { PostedFindings } from './post-findings.ts';
import type { ReviewFlow } from './publish-review.ts';
import type { Resolved } from './resolve-findings.ts';
import type { SectionState } from './section-state.ts';
import type { OpenFinding } from './shown-findings.ts';
import type { BuildSection } from './sticky.ts';

export interface ReviewResult {
  readonly shown: readonly OpenFinding[];
  readonly outcome: Reconciliation;
  readonly posted: PostedFindings;
  readonly resolved: Resolved;
  readonly currentSha: string;
}

/** Our section with a finished review in it. */
export function reviewDraft(flow: ReviewFlow, result: ReviewResult): BuildSection {
  const view = reviewView(flow, result);
  const state = reviewState(flow, result);
  return (own) => {
    // A later run of this job is already at work: its note stays on top of our result.
    const last = own?.state ?? null;
    const isLater = last?.phase === 'running' && last.run !== state.run && last.atMs >= flow.sinceMs;
    return {
      progress: isLater && own !== null ? own.progress : '',
      // Another write may have come between: the runs that it knows of stay known.
      state: {
        ...state,
        attempts: withAttempt(last?.attempts ?? [], { run: state.run, nowMs: state.atMs }),
      },
      render: (most) =>
        fittingInTurns(
          most,
          (room) => reviewSection(view, room),
          (room) => leastUnplacedLength(view.findings, room),
        ),
    };
  };
}

function reviewView(
  { options, input }: ReviewFlow,
  { shown, outcome, posted, resolved, currentSha }: ReviewResult,
): ReviewView {
  const { facts, review } = input;
  const warnings = [...facts.warnings, ...posted.warnings, ...resolved.warnings];
  return {
    page: { ...options, headSha: facts.headSha },
    movedTo: currentSha === facts.headSha ? null : currentSha,
    summary: review.summary,
    checked: review.checked,
    findings: shown.map(({ view }) => view),
    resolved: resolved.resolved.map(({ title, url = null }) => ({ title, url })),
    settled: outcome.found.filter(({ status }) => status === 'settled').length,
    facts: { ...facts, warnings },
  };
}

function reviewState({ options, input }: ReviewFlow, { shown }: ReviewResult): SectionState {
  const { runId: run, runUrl, label, clock } = options;
  return {
    v: 1,
    label,
    run,
    runUrl,
    atMs: clock(),
    phase: 'finished',
    reviewed: { head: input.facts.headSha, run, url: runUrl },
    findings: shown.flatMap(({ stored }) => (stored === null ? [] : [stored])),
  };
}
