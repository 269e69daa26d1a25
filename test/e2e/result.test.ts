import { describe, expect, it } from 'vitest';
import { answer, cleanReview, finding } from '../helpers/model.ts';
import { cleanUpScenarios, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

const sessionsStarted = (log: string): number =>
  log.split('\n').filter((line) => line.startsWith('Claude Code 2.')).length;

describe.concurrent('the answer of Claude', () => {
  it('is asked for once more in the same session when it has no structure', async () => {
    const s = await scenario({
      script: (_request, index) => (index < 2 ? { text: 'I find it fine.' } : answer(cleanReview)),
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(sessionsStarted(run.log)).toBe(2);
    const sessions = new Set(
      run.journal
        .filter(({ type }) => type === 'claude.system.init')
        .map(({ data }) => (data as { session_id: string }).session_id),
    );
    expect([...sessions]).toEqual([run.outputs['session-id']]);
    expect(s.model.seen()).toContain('Your answer could not be used: it has no structured output');
    expect(s.pull.comments()[0]?.body).toContain(cleanReview.summary);
  });

  it('is published as text, with the fault named, when it has none the second time either', async () => {
    const s = await scenario({ script: [{ text: 'I find it **fine**, by and large.' }] });
    const run = await s.run();
    expect(run.outputs['conclusion']).toBe('failure');
    expect(run.outputs['reason']).toMatch(/^result_invalid: .*no structured output/);
    expect(JSON.parse(run.outputs['result'] ?? '')).toEqual({ text: 'I find it **fine**, by and large.' });
    expect(sessionsStarted(run.log)).toBe(2);
    const body = s.pull.comments()[0]?.body ?? '';
    expect(body).toContain('I find it **fine**, by and large.');
    expect(body).toContain('no structured output');
    expect(run.summary).toContain('I find it **fine**');
  });

  for (const [name, review] of Object.entries({
    'says nothing': { summary: ' \n ', checked: [], findings: [] },
    'is not a review': { nonsense: true },
    'has a finding without a line': { ...cleanReview, findings: [{ ...finding(), line: undefined }] },
  })) {
    it(`is not taken when it ${name}`, async () => {
      const s = await scenario({ script: [answer(review)] });
      const run = await s.run();
      expect(run.outputs['conclusion']).toBe('failure');
      expect(run.outputs['reason']).toMatch(/^result_invalid: /);
      expect(run.exitCode).toBe(1);
      expect(s.pull.comments()).toHaveLength(1);
    });
  }

  it('counts what both questions cost, once', async () => {
    const usage = { input_tokens: 100_000, output_tokens: 1000 };
    const s = await scenario({
      script: (_request, index) => (index < 2 ? { text: 'Fine.', usage } : { ...answer(cleanReview), usage }),
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    // Three calls of 101,000 tokens at $4 and $20 a million.
    expect(run.outputs['tokens']).toBe('303000');
    expect(run.outputs['cost-usd']).toBe('1.260000');
    expect(run.report?.usage).toMatchObject({
      // One for each answer of the model, in both processes.
      turns: 3,
      costMicroUsd: 1_260_000,
      source: 'gateway',
      tokens: { input: 300_000, output: 3000 },
    });
    // Claude Code's own figure is kept beside it.
    expect(run.report?.claude.costMicroUsd).toBe(1_260_000);
    expect(run.log).not.toContain('Claude Code says');
  });

  it('charges what was metered when Claude was killed', async () => {
    const usage = { input_tokens: 50_000, output_tokens: 500 };
    const s = await scenario({
      script: (_request, index) =>
        index === 0
          ? { tools: [{ name: 'Read', input: { file_path: 'src/app.ts' } }], usage }
          : { text: 'x'.repeat(10) },
      model: { latencyMs: 2500 },
    });
    const action = await s.start();
    await action.logged('Turn 1 · Read');
    action.kill('SIGINT');
    const run = await action.done;
    expect(run.outputs['conclusion'], run.log).toBe('cancelled');
    const calls = run.journal.filter(({ type }) => type === 'action.model_call').map(({ data }) => data);
    // Under way when Claude was ended: the prompt as the API counted it, the answer by what was seen of it.
    expect(calls).toMatchObject([{ estimated: true, tokens: { input: 50_000 } }]);
    const costs = calls.map((call) => (call as { readonly costMicroUsd: number }).costMicroUsd);
    expect(Number(run.outputs['cost-usd'])).toBeCloseTo(costs.reduce((a, b) => a + b) / 1e6, 6);
    expect(run.report?.usage).toMatchObject({ source: 'gateway' });
  });
});
