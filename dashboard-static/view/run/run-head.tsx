import type { VNode } from 'preact';
import type { HistoryRun } from '../../../contract/history.ts';
import { repositoryPages } from '../../timeline/safe-link.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { compareHref } from '../compare/chosen.ts';
import { capital } from '../format/figures.ts';
import { lookOf } from '../format/states.ts';
import { useHub } from '../shell/hub.ts';
import { LazyView } from '../shell/lazy-view.tsx';
import { runHref } from '../shell/navigation.ts';
import { ModelCosts } from './model-costs.tsx';
import { NotReviewed } from './not-reviewed.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunNotes } from './run-notes.tsx';
import { WebLink } from './web-link.tsx';

/** What a run was about, how it stands, and what it cost. */
export function RunHead({ run }: { readonly run: HistoryRun }): VNode {
  const { report } = run;
  const look = lookOf(run.state, report.skipCode ?? '');
  const pages = repositoryPages(report.runUrl, report.repository);
  const { pullRequest } = report;
  return (
    <header class="run-head">
      <p class="run-path">
        <a href="#/">Runs</a>
        <span aria-hidden="true"> › </span>
        <bdi>{visibleText(report.repository)}</bdi>
      </p>
      <div class="run-title">
        <h1>
          {report.task === null ? 'Run' : capital(report.task)}{' '}
          <span class="run-subject">
            of <bdi>{visibleText(report.subject ?? report.event)}</bdi>
          </span>
        </h1>
        <p class={`run-state tone-${look.tone}`}>
          <span aria-hidden="true">{look.sign}</span> {look.word}
        </p>
      </div>
      <p class="run-links">
        {pullRequest === null ? null : (
          <WebLink href={pages.pullRequest(pullRequest.number)}>Pull request #{pullRequest.number}</WebLink>
        )}
        <WebLink href={pages.run}>{pages.run === null ? null : 'Workflow run'}</WebLink>
        <a href={compareHref(run.id)}>Compare with another run</a>
        {run.retryOf === null ? null : <a href={runHref(run.retryOf)}>The run that this one retries</a>}
      </p>
      <LiveActions run={run} />
      <RunNotes run={run} />
      <RunFacts run={run} />
      <div class="run-details">
        <ModelCosts usage={report.usage} claimedMicroUsd={report.claude.costMicroUsd} />
        <NotReviewed files={report.notReviewed} />
      </div>
    </header>
  );
}

function LiveActions({ run }: { readonly run: HistoryRun }): VNode | null {
  if (useHub().live === null) return null;
  return (
    <LazyView
      isExtra
      load={async () => (await import('../live/run-actions.tsx')).RunActions}
      props={{ run }}
    />
  );
}
