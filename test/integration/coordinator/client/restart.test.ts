import { expect, it } from 'vitest';
import { cleanUpScenarios } from '../../../helpers/scenario.ts';
import { expectAllThere, longScenario, runRow, startClientScene } from './scene.ts';

cleanUpScenarios();
const scene = await startClientScene();

it('a coordinator that is killed in the middle of a run and comes back has all of it', {
  timeout: 120_000,
}, async () => {
  const s = await longScenario();
  const action = await s.start({ inputs: scene.inputs });
  await action.logged('Turn 2');
  await scene.kill();
  await action.logged('Turn 4');
  await scene.start();
  const run = await action.done;
  await expectAllThere(scene, run);
  expect(await runRow(scene, run)).toMatchObject({ lease_run_id: null });
});
