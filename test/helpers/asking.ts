import type { Asking } from '../../action/coordinator/admission-request.ts';

/** What the action knows of a run that asks to be admitted: a review of a pull request. */
export const asking: Asking = {
  runId: '4711-1-abcdef01',
  task: 'review',
  subject: 'pr-7',
  pullRequest: { number: 7, headSha: 'b'.repeat(40) },
  runUrl: 'https://github.com/acme/shop/actions/runs/4711',
  eventAction: 'opened',
  inputs: { session: 'auto', model: '', maxTurns: null, timeoutMs: 1_800_000, maxBudgetMicroUsd: 5_000_000 },
  runner: {
    ...{ owner: 'acme', repo: 'shop', repositoryId: 500, githubRunId: '4711', attempt: '1', job: 'review' },
    workflowRef: 'acme/shop/.github/workflows/review.yml@refs/heads/main',
    ...{
      eventName: 'pull_request',
      ref: 'refs/pull/7/merge',
      sha: 'a'.repeat(40),
      actor: 'mona',
      actorId: 3,
    },
  },
};
