import { expect, it } from 'vitest';
import { sticky } from '../../../helpers/published.ts';
import { cleanUpScenarios } from '../../../helpers/scenario.ts';
import { expectJournalStored, longScenario, runRow, startClientScene } from './scene.ts';

cleanUpScenarios();
const scene = await startClientScene();

it('a job that the runner cancels still hands in its journal and its end', { timeout: 60_000 }, async () => {
  const s = await longScenario({ endless: true });
  const action = await s.start({ inputs: scene.inputs });
  await action.logged('Turn 2');
  action.kill('SIGINT');
  const run = await action.done;
  expect(run.outputs['conclusion'], run.log).toBe('cancelled');
  await expectJournalStored(scene, run);
  expect(await runRow(scene, run)).toMatchObject({ state: 'cancelled', lease_run_id: null });
});

it('a job that is cancelled while the coordinator is away still ends in the time that it has', {
  timeout: 60_000,
}, async () => {
  const s = await longScenario({ endless: true });
  const action = await s.start({ inputs: scene.inputs });
  await action.logged('Turn 2');
  scene.proxy.set({ kind: 'black hole' });
  const cancelledAtMs = Date.now();
  action.kill('SIGINT');
  const run = await action.done;
  scene.proxy.set({ kind: 'none' });
  // The runner kills it after ten seconds.
  expect(run.endedAtMs - cancelledAtMs).toBeLessThan(10_000);
  expect(run.outputs['conclusion'], run.log).toBe('cancelled');
  expect(sticky(s)).toContain('was cancelled');
  expect(run.log).toMatch(/::warning.*The coordinator .*own files have all of it/);
});
