import { describe, expect, it } from 'vitest';
import { answer, cleanReview } from '../helpers/model.ts';
import { cleanUpScenarios, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

const script = [answer(cleanReview)];
const writes = (s: Scenario): readonly string[] =>
  s.github.requests
    .filter(({ method, path }) => method !== 'GET' && !path.includes('graphql') && !path.includes('.git'))
    .map(({ path }) => path);

describe.concurrent('what an event asks for', () => {
  for (const action of ['opened', 'reopened', 'synchronize', 'ready_for_review']) {
    it(`reviews on pull_request ${action}`, async () => {
      const s = await scenario({ script });
      const run = await s.run({ action });
      expect(run.outputs, run.log).toMatchObject({
        conclusion: 'success',
        'pull-request-number': String(s.pull.number),
        branch: 'feature',
      });
      expect(run.report).toMatchObject({
        task: 'review',
        subject: `pr-${s.pull.number}`,
        event: `pull_request.${action}`,
      });
    });
  }

  for (const action of ['labeled', 'edited', 'assigned']) {
    it(`skips pull_request ${action} with its reason`, async () => {
      const s = await scenario({ script });
      const run = await s.run({ action });
      expect(run.outputs).toMatchObject({ conclusion: 'skipped', 'cost-usd': '0.000000' });
      expect(run.outputs['reason']).toMatch(new RegExp(`^event: .*${action}`));
      expect(run.summary).toContain(action);
      expect(run.exitCode).toBe(0);
      expect(writes(s)).toEqual([]);
    });
  }

  it('reviews on any action when the task is named', async () => {
    const s = await scenario({ script });
    const run = await s.run({ action: 'labeled', inputs: { task: 'review' } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
  });

  it('skips a draft, and reviews it when asked to', async () => {
    const s = await scenario({ script, draft: true });
    const skipped = await s.run();
    expect(skipped.outputs['conclusion']).toBe('skipped');
    expect(skipped.outputs['reason']).toMatch(/^draft: .*task: review/);
    expect(writes(s)).toEqual([]);
    const asked = await s.run({ inputs: { task: 'review' } });
    expect(asked.outputs['conclusion'], asked.log).toBe('success');
  });

  it('skips a fork, says how a maintainer reviews it, and does so on dispatch', async () => {
    const s = await scenario({ script });
    const fork = await s.repository.fork('stranger');
    await fork.commit({ branch: 'theirs', files: { 'src/app.ts': 'export const evil = 1;\n' } });
    const pull = await s.repository.openPullRequest({ title: 'From a fork', head: 'theirs', fromFork: fork });
    const event = { name: 'pull_request', payload: await pull.event('opened') };
    const skipped = await s.run({ event, inputs: { 'anthropic-api-key': '' } });
    expect(skipped.outputs['conclusion']).toBe('skipped');
    expect(skipped.outputs['reason']).toMatch(/^fork: .*workflow_dispatch.*review-forks\.yml/);
    expect(skipped.exitCode).toBe(0);

    const dispatch = {
      name: 'workflow_dispatch',
      payload: s.repository.workflowDispatchEvent({ 'pull-request': String(pull.number) }),
    };
    const reviewed = await s.run({ event: dispatch });
    expect(reviewed.outputs, reviewed.log).toMatchObject({
      conclusion: 'success',
      'pull-request-number': String(pull.number),
    });
    expect(s.model.seen()).toContain('export const evil = 1;');
    expect(pull.comments()).toHaveLength(1);
  });

  it('skips a run of Dependabot that has no credential', async () => {
    const s = await scenario({ script });
    const payload = await s.pull.event('opened', {
      sender: { login: 'dependabot[bot]', type: 'Bot', id: 49699333 },
    });
    const run = await s.run({
      event: { name: 'pull_request', payload },
      inputs: { 'anthropic-api-key': '' },
    });
    expect(run.outputs['conclusion']).toBe('skipped');
    expect(run.outputs['reason']).toMatch(/^no_secrets: .*Dependabot secrets/);
  });

  for (const name of ['push', 'issues', 'issue_comment', 'workflow_run', 'pull_request_target', '']) {
    it(`skips the event ${name || '(none)'}`, async () => {
      const s = await scenario({ script });
      const run = await s.run({
        event: { name, payload: { action: 'opened' } },
        inputs: { 'anthropic-api-key': '' },
      });
      expect(run.outputs['conclusion'], run.log).toBe('skipped');
      expect(run.outputs['reason']).toMatch(/^event: /);
      expect(run.summary).toContain('Nothing to do');
      expect(run.exitCode).toBe(0);
      expect(s.github.requests).toEqual([]);
    });
  }

  for (const name of ['workflow_dispatch', 'repository_dispatch', 'schedule']) {
    it(`runs the prompt on ${name}`, async () => {
      const s = await scenario({ script: [{ text: 'All is **well**.' }] });
      const payload = {
        workflow_dispatch: s.repository.workflowDispatchEvent(),
        repository_dispatch: s.repository.repositoryDispatchEvent('ask'),
        schedule: s.repository.scheduleEvent(),
      }[name];
      const sha = (await s.repository.branchSha('main')) as string;
      const run = await s.run({ event: { name, payload }, sha, inputs: { prompt: 'How is it?' } });
      expect(run.outputs, run.log).toMatchObject({ conclusion: 'success', 'pull-request-number': '' });
      expect(run.summary).toContain('All is **well**.');
      expect(run.report).toMatchObject({ task: 'prompt', subject: 'prompt-review' });
    });
  }

  it('reviews a draft or a labelled pull request by number only when it exists', async () => {
    const s = await scenario({ script });
    const run = await s.run({
      event: {
        name: 'workflow_dispatch',
        payload: s.repository.workflowDispatchEvent({ 'pull-request': '999' }),
      },
    });
    expect(run.outputs['conclusion']).toBe('failure');
    expect(run.outputs['reason']).toMatch(/404/);
  });
});

describe.concurrent('what is wrong with the inputs', () => {
  it('tells all faults at once, on the pull request too, and starts nothing', async () => {
    const s = await scenario({ script });
    const inputs = {
      task: 'reviw',
      'max-turns': 'ten',
      'timeout-minutes': '-1',
      'max-budget-usd': '$5',
      'anthropic-api-key': '',
      'anthropic-base-url': 'ftp://x',
      'claude-version': 'latest',
      model: '--help',
      publish: 'yes',
      'retention-days': '0',
      debug: 'loud',
    };
    const run = await s.run({ inputs });
    expect(run.outputs['conclusion']).toBe('failure');
    const reason = run.outputs['reason'] ?? '';
    expect(reason).toMatch(/^denied: 11 inputs are wrong/);
    for (const name of Object.keys(inputs)) expect(reason).toContain(`${name}:`);
    expect(reason).toContain('"ten" is not a whole number from 1 to 1000. Give digits, as in 20');
    expect(reason).toContain('secrets.ANTHROPIC_API_KEY');
    expect(run.summary).toContain('max-turns');
    expect(s.pull.comments()[0]?.body).toContain('max-turns');
    expect(s.model.requests).toEqual([]);
    expect(run.exitCode).toBe(1);
  });

  it('a missing credential alone is an auth failure with the remedy', async () => {
    const s = await scenario({ script });
    const run = await s.run({ inputs: { 'anthropic-api-key': '' } });
    expect(run.outputs['reason']).toMatch(/^auth: .*anthropic-api-key.*secrets\.ANTHROPIC_API_KEY/);
    expect(run.exitCode).toBe(1);
  });

  it('accepts an OAuth token instead of a key', async () => {
    const s = await scenario({ script });
    const run = await s.run({
      inputs: { 'anthropic-api-key': '', 'claude-code-oauth-token': 'sk-ant-oat01-test-token-0123456789' },
    });
    expect(run.outputs['conclusion'], run.log).toBe('success');
  });

  it('a dispatch without a prompt is refused', async () => {
    const s = await scenario({ script });
    const run = await s.run({
      event: { name: 'workflow_dispatch', payload: s.repository.workflowDispatchEvent() },
    });
    expect(run.outputs['reason']).toMatch(
      /^denied: .*prompt is empty, and workflow_dispatch runs the task prompt/,
    );
  });

  it('a dispatched pull request that is no number is refused', async () => {
    const s = await scenario({ script });
    const payload = s.repository.workflowDispatchEvent({ 'pull-request': 'twelve' });
    const run = await s.run({ event: { name: 'workflow_dispatch', payload } });
    expect(run.outputs['reason']).toMatch(/^denied: .*"twelve" is not a pull request number/);
  });

  it('never shows the value of a secret', async () => {
    const s = await scenario({ script });
    const run = await s.run({ inputs: { 'max-turns': 'ten' } });
    const told = [
      run.log.replaceAll(/^::add-mask::.*$/gm, ''),
      run.summary,
      JSON.stringify(run.journal),
      JSON.stringify(run.report),
    ].join('\n');
    expect(told).not.toContain('sk-ant-api03-test-key-0123456789');
    expect(told).not.toContain(s.token);
  });
});
