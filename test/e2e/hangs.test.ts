import { describe, expect, it } from 'vitest';
import { fakeClaude } from '../helpers/fake-claude.ts';
import { answer, cleanReview } from '../helpers/model.ts';
import type { ActionRun } from '../helpers/run-action.ts';
import { cleanUpScenarios, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

const script = [answer(cleanReview)];
const forEver = { times: Number.POSITIVE_INFINITY, action: 'hang' } as const;

describe.concurrent('what hangs does not keep the job', () => {
  it('git: the time limit ends it, and its helpers', async () => {
    const s = await scenario({ script });
    s.github.fault({ path: /info\/refs|upload-pack/, ...forEver });
    const run = await s.run({ inputs: { 'timeout-minutes': '0.05' } });
    expect(run.outputs['reason'], run.log).toMatch(/^timeout: /);
    expect(run.durationMs).toBeLessThan(20_000);
    expect(s.pull.comments()).toHaveLength(1);
  });

  it('git: a cancel ends it', async () => {
    const s = await scenario({ script });
    const { run, tookMs } = await cancelWhileHanging(s, /info\/refs|upload-pack/);
    expect(run.outputs['conclusion'], run.log).toBe('cancelled');
    expect(tookMs).toBeLessThan(7000);
  });

  it('the comments: a cancel still sets all outputs', async () => {
    const s = await scenario({ script });
    const { run, tookMs } = await cancelWhileHanging(s, /\/comments/);
    expect(run.outputs['conclusion'], run.log).toBe('cancelled');
    expect(run.summary).toContain('cancelled');
    expect(tookMs).toBeLessThan(12_000);
  });

  it('a signal in the first moment is a cancel like any other', async () => {
    const s = await scenario({ script });
    const action = await s.start();
    await action.logged('::add-mask::');
    action.kill('SIGINT');
    const run = await action.done;
    expect(run.outputs['conclusion'], run.log).toBe('cancelled');
  });

  it('a time limit that passes while the review is being posted lets it be posted', async () => {
    const s = await scenario({ script });
    s.github.fault({ method: 'PATCH', path: /\/issues\/comments\//, delayMs: 18_000 });
    const run = await s.run({ inputs: { 'timeout-minutes': '0.25' } });
    expect(run.outputs, run.log).toMatchObject({ conclusion: 'success', reason: '' });
    expect(run.durationMs).toBeGreaterThan(15_000 + 2000);
    expect(s.pull.comments()[0]?.body).toContain(cleanReview.summary);
  });

  it('the artifact service: the review stands and the job ends', async () => {
    const s = await scenario({ script, artifacts: true });
    s.github.fault({ path: /twirp/, ...forEver });
    const action = await s.start();
    await action.logged('Claude ended');
    await new Promise((resolve) => setTimeout(resolve, 5000));
    // It may wait for the upload for a while; a cancelled job does not.
    const cancelledAt = Date.now();
    action.kill('SIGINT');
    const run = await action.done;
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(run.endedAtMs - cancelledAt).toBeLessThan(7000);
    expect(s.pull.comments()[0]?.body).toContain(cleanReview.summary);
  });
});

describe.concurrent('what Claude may say without costing the answer', () => {
  const structured = JSON.stringify(cleanReview);
  for (const [name, body] of Object.entries({
    'a line nested deeper than can be written': `process.stdout.write('{"type":"x","a":' + '['.repeat(200000) + ']'.repeat(200000) + '}\\n', () => result({ structured_output: ${structured} }));`,
    'a bill that is not a number': `result({ total_cost_usd: null, modelUsage: undefined, structured_output: ${structured} });`,
    'a bill of another shape': `result({ modelUsage: { opus: { costUSD: 0.5 } }, structured_output: ${structured} });`,
    'a bill beyond all numbers': `result({ total_cost_usd: 1e308, structured_output: ${structured} });`,
  })) {
    it(`survives ${name}`, async () => {
      const s = await scenario({ script });
      const run = await s.run({ inputs: { 'claude-path': await fakeClaude(`init();\n${body}`) } });
      expect(run.outputs['conclusion'], run.log).toBe('success');
      expect(run.outputs['cost-usd']).toMatch(/^\d+\.\d{6}$/);
      expect(s.pull.comments()[0]?.body).toContain(cleanReview.summary);
    });
  }
});

/** Cancels a run as soon as a request of it hangs. */
async function cancelWhileHanging(
  { github, start }: Scenario,
  path: RegExp,
): Promise<{ readonly run: ActionRun; readonly tookMs: number }> {
  github.fault({ path, ...forEver });
  const action = await start();
  await expect
    .poll(() => github.requests.some((asked) => path.test(asked.path)), { timeout: 30_000 })
    .toBe(true);
  const cancelledAtMs = Date.now();
  action.kill('SIGINT');
  const run = await action.done;
  return { run, tookMs: run.endedAtMs - cancelledAtMs };
}
