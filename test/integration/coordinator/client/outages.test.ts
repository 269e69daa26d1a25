import { describe, expect, it } from 'vitest';
import { until } from '../../../helpers/coordinator/until.ts';
import type { NetworkFault } from '../../../helpers/fault-proxy.ts';
import { answer, cleanReview } from '../../../helpers/model.ts';
import { cleanUpScenarios, scenario } from '../../../helpers/scenario.ts';
import { expectAllThere, longScenario, runRow, startClientScene } from './scene.ts';

cleanUpScenarios();
const scene = await startClientScene();

describe.concurrent('a run and an outage of the coordinator', () => {
  for (const fault of [
    { kind: 'refused' },
    { kind: 'black hole' },
    { kind: 'status', status: 500 },
    { kind: 'answer lost' },
  ] as const satisfies readonly NetworkFault[]) {
    it(`in the middle: ${JSON.stringify(fault)}`, { timeout: 120_000 }, async () => {
      const { proxy, job } = await scene.apart();
      const s = await longScenario();
      const action = await s.start(job);
      await action.logged('Turn 2');
      proxy.set(fault);
      await action.logged('Turn 5');
      proxy.set({ kind: 'none' });
      await expectAllThere(scene, await action.done);
    });
  }

  it('from before its begin until its middle', { timeout: 120_000 }, async () => {
    const { proxy, job } = await scene.apart();
    proxy.set({ kind: 'refused' });
    const s = await longScenario();
    const action = await s.start(job);
    await action.logged('goes by its own limits alone');
    await action.logged('Turn 2');
    proxy.set({ kind: 'none' });
    const run = await action.done;
    await expectAllThere(scene, run);
    expect(run.outputs['session-id']).toBe((await runRow(scene, run))?.session_id);
  });

  it('that answers after two seconds each time is no reason to wait', { timeout: 120_000 }, async () => {
    const { proxy, job } = await scene.apart();
    proxy.set({ kind: 'slow', ms: 2000 });
    const s = await longScenario();
    const run = await s.run(job);
    proxy.set({ kind: 'none' });
    await expectAllThere(scene, run);
  });
});

describe.concurrent('a coordinator that is down for the whole run', () => {
  it('costs the run nothing but a warning, and finds all of it in the artifact', {
    timeout: 120_000,
  }, async () => {
    const { proxy, job } = await scene.apart();
    proxy.set({ kind: 'refused' });
    const s = await scenario({ script: [answer(cleanReview)], artifacts: true });
    const run = await s.run(job);
    proxy.set({ kind: 'none' });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(run.report?.warnings).toEqual([expect.stringMatching(/^The coordinator could not be reached/)]);
    expect(run.summary).toContain('The coordinator could not be reached');
    expect(run.log).toMatch(/::warning.*The coordinator was not reached/);
    expect(await runRow(scene, run)).toBeUndefined();
    const subject = `pr-${s.pull.number}`;
    const [artifact] = s.repository.artifacts();
    expect(artifact?.name).toBe(`claude-orchestrator-run-${subject}-${run.outputs['run-id']}-1`);
    expect([...(artifact?.entries().keys() ?? [])].sort()).toEqual([
      'admission.json',
      'journal.ndjson',
      'report.json',
      'result.json',
    ]);
  });

  it('ends the run where it is required, with what to do', { timeout: 120_000 }, async () => {
    const { proxy, job } = await scene.apart();
    proxy.set({ kind: 'black hole' });
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ ...job, inputs: { ...job.inputs, 'coordinator-required': 'true' } });
    proxy.set({ kind: 'none' });
    expect(run.outputs['reason']).toMatch(
      /^denied: The coordinator did not answer .*coordinator-required.*See whether/,
    );
    expect(s.model.requests).toEqual([]);
    // What was asked reached nobody, so nobody waits for it.
    await until(async () => (await runRow(scene, run)) === undefined);
  });
});
