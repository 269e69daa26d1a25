import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fakeClaude } from '../helpers/fake-claude.ts';
import { answer, cleanReview, finding, type Turn } from '../helpers/model.ts';
import { type ActionRun, readActionFile } from '../helpers/run-action.ts';
import { cleanUpScenarios, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

/** What must hold however a run ended. */
async function expectTold(
  s: Scenario,
  run: ActionRun,
  { conclusion, reason }: { conclusion: string; reason: RegExp },
): Promise<void> {
  expect(run.outputs['conclusion'], run.log).toBe(conclusion);
  expect(run.outputs['reason']).toMatch(reason);
  const { outputs } = await readActionFile();
  expect(Object.keys(run.outputs).sort()).toEqual(Object.keys(outputs).sort());
  expect(run.exitCode).toBe(conclusion === 'success' || conclusion === 'skipped' ? 0 : 1);
  expect(run.summary.length).toBeGreaterThan(100);
  expect(run.report).toMatchObject({ conclusion, events: run.journal.length });
  expect(run.journal.map(({ seq }) => seq)).toEqual(run.journal.map((_, index) => index + 1));
  expect(run.journal.at(-1)?.type).toBe('action.ended');
  const sticky = s.pull.comments().filter(({ body }) => body.includes('claude-orchestrator:sticky'));
  expect(sticky).toHaveLength(1);
  expect(sticky[0]?.body).not.toContain('⏳');
  expect(await survivors(run.outputs['run-id'] ?? '')).toEqual([]);
  expect(s.github.violations).toEqual([]);
}

/** Processes that carry the run's marker in their environment. */
async function survivors(runId: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) =>
      (await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')).includes(runId) ? pid : null,
    ),
  );
  return found.filter((pid) => pid !== null);
}

const sticky = (s: Scenario): string =>
  s.pull.comments().find(({ body }) => body.includes('claude-orchestrator:sticky'))?.body ?? '';
const apiError = (status: number, type: string, message: string): readonly Turn[] => [
  { error: { status, type, message } },
];

describe.concurrent('every way a run can end', () => {
  it('success, with a finding', async () => {
    const s = await scenario({ script: [answer({ ...cleanReview, findings: [finding()] })] });
    const run = await s.run();
    await expectTold(s, run, { conclusion: 'success', reason: /^$/ });
    expect(run.outputs['findings-count']).toBe('1');
    expect(await s.pull.reviewComments()).toHaveLength(1);
    expect(s.pull.reviews().map(({ state }) => state)).toEqual(['COMMENTED']);
  });

  it('success, with nothing found', async () => {
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run();
    await expectTold(s, run, { conclusion: 'success', reason: /^$/ });
    expect(run.outputs['findings-count']).toBe('0');
    expect(await s.pull.reviewComments()).toEqual([]);
    expect(sticky(s)).toContain(cleanReview.summary);
  });

  for (const [status, type, message, failureClass] of [
    [401, 'authentication_error', 'invalid x-api-key', 'auth'],
    [403, 'permission_error', 'Your API key may not use this model', 'auth'],
    [400, 'invalid_request_error', 'prompt is too long: 250000 tokens > 200000 maximum', 'prompt_too_long'],
    [429, 'rate_limit_error', 'This request would exceed your rate limit', 'api_rate_limited'],
    [529, 'overloaded_error', 'Overloaded', 'api_overloaded'],
    [500, 'api_error', 'Internal server error', 'api_error'],
  ] as const) {
    it(`the model API answers ${status}`, async () => {
      const s = await scenario({ script: apiError(status, type, message) });
      const run = await s.run();
      await expectTold(s, run, { conclusion: 'failure', reason: new RegExp(`^${failureClass}: `) });
      expect(sticky(s)).toMatch(/run/i);
      // A refused key is refused for good: nobody waits for the retries of Claude.
      expect(run.durationMs).toBeLessThan(status === 401 ? 10_000 : 40_000);
    });
  }

  it('the model API breaks off', async () => {
    const s = await scenario({ script: [answer(cleanReview)], model: { disconnect: true } });
    const run = await s.run();
    await expectTold(s, run, { conclusion: 'failure', reason: /^api_error: / });
  });

  it('the budget is spent', async () => {
    const read = {
      tools: [{ name: 'Read', input: { file_path: 'src/app.ts' } }],
      usage: { input_tokens: 200_000, output_tokens: 1000 },
    };
    const s = await scenario({ script: [read] });
    const run = await s.run({ inputs: { 'max-budget-usd': '0.5' } });
    await expectTold(s, run, { conclusion: 'failure', reason: /^budget_exceeded: / });
    expect(Number(run.outputs['cost-usd'])).toBeGreaterThan(0.5);
    expect(sticky(s)).toContain('max-budget-usd');
  });

  it('the turns are used up', async () => {
    const s = await scenario({
      script: [{ text: 'Still looking.', tools: [{ name: 'Read', input: { file_path: 'src/app.ts' } }] }],
    });
    const run = await s.run({ inputs: { 'max-turns': '2' } });
    await expectTold(s, run, { conclusion: 'failure', reason: /^max_turns: / });
    expect(sticky(s)).toContain('Still looking.');
  });

  it('timeout-minutes is over', async () => {
    const s = await scenario({ script: [answer(cleanReview)], model: { latencyMs: 60_000 } });
    const run = await s.run({ inputs: { 'timeout-minutes': '0.05' } });
    await expectTold(s, run, { conclusion: 'failure', reason: /^timeout: .*timeout-minutes/ });
    expect(run.durationMs).toBeLessThan(15_000);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`the runner sends ${signal}`, async () => {
      const s = await scenario({ script: [answer(cleanReview)], model: { latencyMs: 60_000 } });
      const action = await s.start();
      await action.logged('Claude Code 2.');
      await sleep(500);
      const cancelledAt = Date.now();
      action.kill(signal);
      const run = await action.done;
      await expectTold(s, run, { conclusion: 'cancelled', reason: /^cancelled: / });
      const update = s.github.requests.findLast(
        ({ method, path }) => method === 'PATCH' && path.includes('/issues/comments/'),
      );
      expect((update?.endedAtMs ?? Number.POSITIVE_INFINITY) - cancelledAt).toBeLessThan(7000);
    });
  }

  it('Claude crashes', async () => {
    const path = await fakeClaude(
      `init(); process.stderr.write('Segmentation fault at 0x0\\n'); process.exit(139);`,
    );
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ inputs: { 'claude-path': path } });
    await expectTold(s, run, {
      conclusion: 'failure',
      reason: /^cli_crashed: .*SIGSEGV.*Segmentation fault/,
    });
  });

  it('Claude ignores SIGTERM, and so do its grandchildren in another session', async () => {
    const path = await fakeClaude(`
      init();
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});
      const { spawn } = require('node:child_process');
      const stubborn = "process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 1000)";
      spawn(process.execPath, ['-e', stubborn], { stdio: 'inherit' });
      spawn(process.execPath, ['-e', stubborn], { stdio: 'inherit', detached: true }).unref();
      setInterval(() => {}, 1000);`);
    const s = await scenario({ script: [answer(cleanReview)] });
    const action = await s.start({ inputs: { 'claude-path': path } });
    await action.logged('Claude Code 2.');
    await sleep(500);
    const cancelledAt = Date.now();
    action.kill('SIGINT');
    const run = await action.done;
    await expectTold(s, run, { conclusion: 'cancelled', reason: /^cancelled: / });
    expect(run.endedAtMs - cancelledAt).toBeLessThan(10_000);
  });

  it('Claude is gone but a grandchild holds its output open', async () => {
    const path = await fakeClaude(`
      init();
      require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit', detached: true }).unref();
      result({ structured_output: ${JSON.stringify(cleanReview)} });
      setTimeout(() => process.exit(0), 50);`);
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ inputs: { 'claude-path': path } });
    await expectTold(s, run, { conclusion: 'success', reason: /^$/ });
  });
});
