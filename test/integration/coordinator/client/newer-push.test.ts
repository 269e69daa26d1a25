import { expect, it } from 'vitest';
import { admissionRequest } from '../../../helpers/coordinator/runs.ts';
import { answer, cleanReview } from '../../../helpers/model.ts';
import { anotherModel, cleanUpScenarios } from '../../../helpers/scenario.ts';
import { expectAllThere, longScenario, runRow, startClientScene } from './scene.ts';

cleanUpScenarios();
const scene = await startClientScene();

it('a run about a newer push waits, has the older one end, and then begins', {
  timeout: 90_000,
}, async () => {
  const s = await longScenario({ endless: true });
  const older = await s.start({ inputs: scene.inputs });
  await older.logged('Turn 1');
  await s.repository.commit({
    branch: 'feature',
    files: { 'src/app.ts': 'export const mean = 1;\n' },
    parent: (await s.repository.branchSha('feature')) as string,
  });
  const model = await anotherModel([answer(cleanReview)]);
  const newer = await s.start({ inputs: scene.inputs, runId: 4712, action: 'synchronize', model });
  await newer.logged('Another run has the session');
  const [first, second] = await Promise.all([older.done, newer.done]);
  // Green: nobody looks at that state of the code any more.
  expect(first.exitCode, first.log).toBe(0);
  expect(first.outputs).toMatchObject({ conclusion: 'skipped' });
  expect(first.outputs['reason'], first.log).toMatch(
    /^superseded: The coordinator called this run off\. Run 4712/,
  );
  expect(await runRow(scene, first)).toMatchObject({ state: 'cancelled' });
  await expectAllThere(scene, second);
  expect(second.outputs['session-id']).toBe(first.outputs['session-id']);
});

it('a run that is told of a newer push which GitHub does not know of ends red', {
  timeout: 60_000,
}, async () => {
  const s = await longScenario({ endless: true });
  const told = await s.start({ inputs: scene.inputs, runId: 4801 });
  await told.logged('Turn 1');
  const [run] = await scene.database.look<{ subject: string; repositoryId: number }>(
    `select subject, repository_id::float8 as "repositoryId" from runs where github_run_id = 4801`,
  );
  const request = admissionRequest({
    subject: run?.subject ?? '',
    repository: { id: run?.repositoryId ?? 0, fullName: 'acme/shop' },
    github: { runId: Number.MAX_SAFE_INTEGER, headSha: 'f'.repeat(40) },
  });
  await scene.admin('POST', '/v1/runs', request);
  const { exitCode, outputs, log } = await told.done;
  expect(exitCode, log).toBe(1);
  expect(outputs).toMatchObject({ conclusion: 'cancelled' });
  expect(outputs['reason']).toMatch(/^cancelled: The coordinator called this run off\. /);
});
