import { describe, expect, it } from 'vitest';
import { answer, cleanReview, type Turn } from '../../../helpers/model.ts';
import { sticky } from '../../../helpers/published.ts';
import { cleanUpScenarios, scenario } from '../../../helpers/scenario.ts';
import { runRow, startClientScene } from './scene.ts';

cleanUpScenarios();
const scene = await startClientScene();
const script = [answer(cleanReview)];
const read: Turn = { tools: [{ name: 'Read', input: { file_path: 'src/app.ts' } }] };
const slow = { script: [...Array<Turn>(40).fill(read), answer(cleanReview)], model: { latencyMs: 1500 } };

describe('what the coordinator decides', () => {
  it('ends a run that somebody calls off, and the pull request says who', { timeout: 90_000 }, async () => {
    const s = await scenario(slow);
    const action = await s.start({ inputs: scene.inputs });
    await action.logged('Turn 1');
    const [row] = await scene.database.look<{ id: string }>("select id from runs where state = 'running'");
    await scene.admin('POST', `/v1/runs/${row?.id}/cancel`, { reason: 'We ship @mona tomorrow' });
    const run = await action.done;
    expect(run.outputs['conclusion'], run.log).toBe('cancelled');
    expect(run.outputs['reason']).toMatch(
      /^cancelled: The coordinator called this run off\..*We ship @mona tomorrow/,
    );
    expect(sticky(s)).toContain('called this run off');
    expect(sticky(s)).not.toContain('@mona');
    expect(await runRow(scene, run)).toMatchObject({ state: 'cancelled', lease_run_id: null });
  });

  it('starts no run beside another one of its session', { timeout: 90_000 }, async () => {
    const s = await scenario(slow);
    const first = await s.start({ inputs: scene.inputs });
    await first.logged('Turn 1');
    const second = await s.run({ inputs: scene.inputs, runId: 4712 });
    first.kill('SIGINT');
    expect(second.outputs['conclusion'], second.log).toBe('skipped');
    expect(second.outputs['reason']).toMatch(
      /^busy: Another run has this session\. The session is held by run 4711-1-/,
    );
    expect(second.summary).toContain('Not started');
    expect((await first.done).outputs['conclusion']).toBe('cancelled');
  });

  it('starts no run without money', { timeout: 90_000 }, async () => {
    const s = await scenario({ script });
    await scene.admin('POST', '/v1/budgets', { scope: 'organization', period: 'month', limitMicroUsd: 1000 });
    const run = await s.run({ inputs: scene.inputs });
    for (const { id } of (await scene.admin<{ items: { id: string }[] }>('GET', '/v1/budgets')).items)
      await scene.admin('DELETE', `/v1/budgets/${id}`);
    expect(run.outputs['reason'], run.log).toMatch(
      /^budget_exceeded: The coordinator grants this run no money\. /,
    );
    expect(s.model.requests).toEqual([]);
  });

  it('lowers what a run may spend, and never raises it', { timeout: 90_000 }, async () => {
    const usage = { input_tokens: 100_000, output_tokens: 1000 };
    const s = await scenario({ script: [{ ...read, usage }] });
    await scene.admin('PATCH', '/v1/organization', { policy: { maxGrantMicroUsd: 600_000 } });
    const run = await s.run({ inputs: { ...scene.inputs, 'max-budget-usd': '50' } });
    expect(run.log).toContain('The coordinator grants $0.60 of $50.00');
    expect(run.outputs['reason']).toMatch(
      /^budget_exceeded: .*\$0\.6000 is used.*The coordinator granted no more/,
    );
    expect(run.report?.usage.costMicroUsd).toBeLessThan(1_300_000);
    expect(await runRow(scene, run)).toMatchObject({ state: 'budget_exceeded' });
  });

  it('admits nobody with a wrong token', { timeout: 90_000 }, async () => {
    const s = await scenario({ script });
    const inputs = { ...scene.inputs, 'coordinator-token': `co_${'a'.repeat(46)}` };
    const run = await s.run({ inputs });
    expect(run.outputs['reason']).toMatch(
      /^denied: The coordinator refuses this run\. The token is unknown.*id-token: write/,
    );
    expect(s.model.requests).toEqual([]);
  });
});
