import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { answer, cleanReview } from '../../../helpers/model.ts';
import { cleanUpScenarios, scenario } from '../../../helpers/scenario.ts';
import { expectJournalStored, runRow, startClientScene } from './scene.ts';

cleanUpScenarios();
const scene = await startClientScene();
const script = [answer(cleanReview)];

it('a run is all there: session, journal, cost, end', { timeout: 60_000 }, async () => {
  const s = await scenario({ script, artifacts: true });
  const run = await s.run({ inputs: scene.inputs });
  expect(run.outputs['conclusion'], run.log).toBe('success');
  await expectJournalStored(scene, run);
  const row = await runRow(scene, run);
  expect(row).toMatchObject({
    state: 'succeeded',
    session_id: run.outputs['session-id'],
    acknowledged_seq: run.journal.length,
    lease_run_id: null,
  });
  expect(Number(row?.spent_micro_usd)).toBe(run.report?.usage.costMicroUsd);
  expect(run.report?.warnings).toEqual([]);
  const admission = await readFile(join(run.dir, 'admission.json'), 'utf8');
  expect(admission).not.toContain('co_');
  for (const token of run.log.matchAll(/::add-mask::(\S+)/g))
    expect(JSON.stringify(run.journal)).not.toContain(token[1]);
  expect(run.log).toMatch(/::add-mask::eyJ/);
});

it('a second run of the pull request has the same session', { timeout: 60_000 }, async () => {
  const s = await scenario({ script });
  const first = await s.run({ inputs: scene.inputs });
  const second = await s.run({ inputs: scene.inputs, runId: 4712 });
  expect(second.outputs['session-id']).toBe(first.outputs['session-id']);
  const third = await s.run({ inputs: { ...scene.inputs, session: 'new' }, runId: 4713 });
  expect(third.outputs['session-id']).not.toBe(first.outputs['session-id']);
});

it('without a coordinator the session is Claude’s own, and none of this is loaded', {
  timeout: 60_000,
}, async () => {
  const s = await scenario({ script });
  const run = await s.run();
  expect(run.outputs['session-id']).toBe(run.report?.claude.sessionId);
  expect(run.log).not.toMatch(/coordinator/i);
});
