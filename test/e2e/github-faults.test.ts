import { describe, expect, it } from 'vitest';
import { checkout } from '../helpers/checkout.ts';
import { answer, cleanReview, finding } from '../helpers/model.ts';
import { reviewOf, sticky } from '../helpers/published.ts';
import { anotherModel, cleanUpScenarios, headApp, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

describe.concurrent('publishing against a GitHub with faults', () => {
  it('a head that moved during the run', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    let moved = false;
    s.github.onRequest(async (request) => {
      if (moved || !(request.method === 'POST' && request.path.endsWith('/comments'))) return;
      moved = true;
      await s.pull.push({ 'src/other.ts': 'export const other = 1;\n' });
    });
    const reviewed = s.pull.headSha;
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(await s.pull.reviewComments()).toHaveLength(1);
    expect(sticky(s)).toContain(reviewed.slice(0, 7));
    expect(sticky(s)).toContain(s.pull.headSha.slice(0, 7));
  });

  it('a head that was force-pushed away during the run', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    let moved = false;
    s.github.onRequest(async (request) => {
      if (moved || !(request.method === 'POST' && request.path.endsWith('/comments'))) return;
      moved = true;
      await s.pull.forcePush({ 'src/other.ts': 'export const other = 1;\n' });
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(sticky(s)).toContain('Division by zero');
  });

  it('answers lost on their way are not posted twice', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    s.github.fault({ method: 'POST', path: /\/reviews$/, action: 'reset-after' });
    s.github.fault({ method: 'POST', path: /\/comments$/, action: 'reset-after' });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    sticky(s);
    expect(s.pull.reviews()).toHaveLength(1);
    expect(await s.pull.reviewComments()).toHaveLength(1);
  });

  it('5xx and a secondary limit are waited out', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    s.github.fault({ method: 'POST', path: /\/reviews$/, status: 502 });
    s.github.secondaryLimit({ path: /\/reviews$/, retryAfterSeconds: 2 });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(s.pull.reviews()).toHaveLength(1);
    expect(run.log).toMatch(/again in|waiting|limit/i);
  });

  it('a token that may not comment fails before Claude has spent much, with the remedy', async () => {
    const s = await scenario({
      script: [answer(cleanReview)],
      model: { latencyMs: 20_000 },
      permissions: { contents: 'read', pull_requests: 'read' },
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(/^publish_failed: .*pull-requests: write/);
    expect(run.durationMs).toBeLessThan(15_000);
  });

  it('a GitHub that stays down fails the job and keeps the answer', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))], artifacts: true });
    s.github.fault({
      method: 'POST',
      path: /\/(reviews|comments)$/,
      status: 503,
      times: Number.POSITIVE_INFINITY,
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(/^publish_failed: /);
    expect(run.summary).toContain('Division by zero when the list is empty');
    expect(run.summary).toContain('returns NaN');
    expect(JSON.parse(run.outputs['result'] ?? '')).toEqual(reviewOf(finding()));
    expect(s.repository.artifacts().map(({ name }) => name)).toEqual([
      `claude-orchestrator-run-pr-${s.pull.number}-${run.outputs['run-id']}-1`,
    ]);
    const entries = s.repository.artifacts()[0]?.entries() ?? new Map<string, Buffer>();
    expect([...entries.keys()].toSorted()).toEqual(['journal.ndjson', 'report.json', 'result.json']);
    expect(JSON.parse(entries.get('result.json')?.toString() ?? '')).toEqual(reviewOf(finding()));
  });

  it('publish: artifact posts nothing and uploads all; publish: none does neither', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))], artifacts: true });
    const artifact = await s.run({ inputs: { publish: 'artifact', 'retention-days': '7' } });
    expect(artifact.outputs['conclusion'], artifact.log).toBe('success');
    expect(s.repository.artifacts()).toHaveLength(1);
    const none = await s.run({ inputs: { publish: 'none' } });
    expect(none.outputs['conclusion'], none.log).toBe('success');
    expect(s.repository.artifacts()).toHaveLength(1);
    expect(s.pull.comments()).toEqual([]);
  });

  it('a GitHub that is down from the start, with the diff in the checkout: the answer is in the summary', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    const workspace = await checkout(s, { depth: 0 });
    s.github.down();
    const run = await s.run({ workspace, inputs: { 'allowed-actors': String(s.pull.author.id) } });
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(/^publish_failed: /);
    expect(run.summary).toContain('Division by zero when the list is empty');
    expect(JSON.parse(run.outputs['result'] ?? '')).toEqual(reviewOf(finding()));
  }, 240_000);

  it('a GitHub that is down from the start, without a checkout: says that it could not be read', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    s.github.down();
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(
      /^internal: GitHub did not say what octocat may do in acme\/shop, so nothing was started: 503/,
    );
    expect(s.model.requests).toEqual([]);
  }, 240_000);

  it('a run that is late leaves the newer review alone, and keeps its own in the summary', async () => {
    const s = await scenario({
      script: [answer(reviewOf(finding({ title: 'Of the old head' })))],
      model: { latencyMs: 400 },
    });
    const late = await s.start();
    await late.logged('Claude Code 2.');
    await s.pull.push({ 'src/app.ts': `${headApp}export const more = 1;\n` });
    const newer = await s.run({
      action: 'synchronize',
      model: await anotherModel([answer(reviewOf(finding({ title: 'Of the new head' })))]),
    });
    expect(newer.outputs['conclusion'], newer.log).toBe('success');
    const run = await late.done;
    expect(run.outputs['reason'], run.log).toMatch(/^superseded: /);
    expect(run.outputs['conclusion']).toBe('skipped');
    expect(run.summary).toContain('Of the old head');
    expect(sticky(s)).toContain('Of the new head');
    expect(sticky(s)).not.toContain('Of the old head');
  });
});
