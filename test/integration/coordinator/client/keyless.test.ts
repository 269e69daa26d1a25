import { expect, it } from 'vitest';
import { answer, cleanReview } from '../../../helpers/model.ts';
import type { ActionRun } from '../../../helpers/run-action.ts';
import { cleanUpScenarios, scenario } from '../../../helpers/scenario.ts';
import { expectAllThere, startClientScene } from './scene.ts';

cleanUpScenarios();
const s = await scenario({ script: [answer(cleanReview)] });
const scene = await startClientScene({ OIDC_ISSUER: s.github.oidc.issuer });
const { 'coordinator-token': token = '' } = scene.inputs;

/** The action in a job with `id-token: write`, and no secret but the model's. */
async function run(more: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
  const job = await s.repository.startRun({ pullRequest: s.pull });
  return s.run({
    runId: job.id,
    sha: s.pull.mergeSha ?? '',
    inputs: { 'coordinator-url': scene.url, ...more },
    env: {
      ...s.github.oidc.environment(job),
      GITHUB_REF: `refs/pull/${s.pull.number}/merge`,
      GITHUB_ACTOR_ID: String(job.facts.actor.id),
      GITHUB_WORKFLOW_REF: `${s.repository.fullName}/.github/workflows/review.yml@refs/pull/${s.pull.number}/merge`,
    },
  });
}

it('a job is known by what GitHub says of it, without any secret of the coordinator', {
  timeout: 60_000,
}, async () => {
  const policy = { enrolment: 'owner' };
  await scene.admin('PATCH', '/v1/organization', { githubOwnerId: s.repository.owner.id, policy });
  const done = await run();
  await expectAllThere(scene, done);
  expect(s.github.violations).toEqual([]);
});

it('a job whose owner is unknown there goes on with its token, where it was given one', {
  timeout: 60_000,
}, async () => {
  await scene.admin('PATCH', '/v1/organization', { githubOwnerId: null, policy: {} });
  const refused = await run();
  expect(refused.outputs['reason'], refused.log).toMatch(/^denied: The coordinator refuses this run\. /);
  await expectAllThere(scene, await run({ 'coordinator-token': token }));
});
