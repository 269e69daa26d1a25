import type { RepositoryPage } from '../render/links.ts';
import type { SummaryView } from '../render/summary.ts';
import type { RunContext } from './context.ts';
import type { Ending } from './ending.ts';
import { factsOf } from './facts.ts';

/** Writes the job summary: the complete answer, whatever became of its publication. */
export async function writeSummary(run: RunContext, ending: Ending): Promise<void> {
  if (run.runner.summaryPath === '') return;
  const { renderSummary } = await import('../render/summary.ts');
  const text = views(run, ending).map(renderSummary).join('\n\n---\n\n');
  const core = await import('@actions/core');
  await core.summary.addRaw(run.redact(`${text}\n`)).write();
}

function views(run: RunContext, ending: Ending): readonly SummaryView[] {
  const { record, runner } = run;
  const facts = factsOf(run);
  const page: RepositoryPage = { serverUrl: runner.serverUrl, owner: runner.owner, repo: runner.repo };
  const review = (publishFault: string | null): readonly SummaryView[] =>
    record.review === null
      ? []
      : [{ kind: 'review', page, review: record.review, facts, stickyUrl: record.stickyUrl, publishFault }];
  const text = (fault: string | null): SummaryView => ({
    kind: 'text',
    page,
    text: record.lastText,
    fault,
    facts,
  });
  switch (ending.kind) {
    case 'success':
      return record.review === null ? [text(null)] : review(null);
    case 'skipped':
      return [{ kind: 'skipped', code: ending.code, message: ending.message }, ...review(ending.message)];
    case 'cancelled':
      return [endingView({ ...ending, failureClass: 'cancelled' }), ...review('The job was cancelled.')];
    case 'failure':
      if (ending.failureClass === 'publish_failed' && record.review !== null)
        return review(`${ending.message} ${ending.remedy}`);
      if (ending.failureClass === 'result_invalid') return [text(ending.message)];
      return [endingView(ending), ...review(null)];
    default:
      return ending satisfies never;
  }

  function endingView(
    end: Exclude<Ending, { kind: 'success' | 'skipped' }> & {
      readonly failureClass: 'cancelled' | (Ending & { kind: 'failure' })['failureClass'];
    },
  ): SummaryView {
    const { failureClass, message, remedy } = end;
    const lastText = record.review === null ? record.lastText : '';
    return {
      kind: 'ending',
      page,
      task: record.task ?? 'run',
      ending: { conclusion: end.kind, failureClass, message, remedy, lastText },
      facts,
    };
  }
}
