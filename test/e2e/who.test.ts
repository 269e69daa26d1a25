import { describe, expect, it } from 'vitest';
import { answer, cleanReview } from '../helpers/model.ts';
import type { ActionRun } from '../helpers/run-action.ts';
import { cleanUpScenarios, type RunOptions, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

const script = [answer(cleanReview)];
const mallory = { login: 'mallory', id: 66, type: 'User' } as const;
const renovate = { login: 'renovate[bot]', id: 29_139_614, type: 'Bot' };
const githubActions = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' };

/** A run on the pull request that somebody else than its author caused. */
async function sentBy(
  s: Scenario,
  sender: { readonly login: string; readonly id: number; readonly type: string } | null,
  over: Partial<RunOptions> = {},
): Promise<ActionRun> {
  return s.run({
    ...over,
    event: { name: 'pull_request', payload: await s.pull.event('opened', { sender }) },
  });
}

async function scene(): Promise<Scenario> {
  const s = await scenario({ script });
  s.github.createUser(mallory);
  return s;
}

/** Nothing is seen, nothing is spent, and the job is green. */
function expectSilence(s: Scenario, run: ActionRun): void {
  expect(s.model.requests).toEqual([]);
  expect(s.pull.comments()).toEqual([]);
  const writes = s.github.requests.filter(
    ({ method, path }) => method !== 'GET' && !/graphql|git-upload-pack/.test(path),
  );
  expect(writes).toEqual([]);
  expect(run.outputs, run.log).toMatchObject({ conclusion: 'skipped', 'cost-usd': '0.000000' });
  expect(run.exitCode).toBe(0);
  expect(s.github.violations).toEqual([]);
}

describe.concurrent('people', () => {
  it('without write permission start nothing, and are told why and what to do', async () => {
    const s = await scene();
    const run = await sentBy(s, mallory);
    expectSilence(s, run);
    expect(run.outputs['reason']).toMatch(/^actor: mallory, .*permission read,.*allowed-actors/);
    expect(run.summary).toContain('mallory');
    expect(run.report).toMatchObject({ skipCode: 'actor', usage: { costMicroUsd: 0 } });
  });

  for (const entry of ['mallory', '66', '*']) {
    it(`start a review without it when allowed-actors holds ${entry}`, async () => {
      const s = await scene();
      const run = await sentBy(s, mallory, { inputs: { 'allowed-actors': `someone, ${entry}` } });
      expect(run.outputs['conclusion'], run.log).toBe('success');
      expect(run.journal.find(({ type }) => type === 'action.permit')?.data).toMatchObject({ tier: 'read' });
    });
  }

  it('are not let in by an id that they took as their login', async () => {
    const s = await scene();
    const sender = { login: '4242', id: 67, type: 'User' } as const;
    s.github.createUser(sender);
    expectSilence(s, await sentBy(s, sender, { inputs: { 'allowed-actors': '4242' } }));
  });

  it.each([
    ['whose account is gone', { login: 'gone', id: 68, type: 'User' }],
    ['whom GitHub does not name', null],
    [
      'whose login somebody else has now, with write permission',
      { login: 'octocat', id: 583_231, type: 'User' },
    ],
  ])('%s start nothing, whatever the lists say', async (_name, sender) => {
    const s = await scene();
    const run = await sentBy(s, sender, { inputs: { 'allowed-actors': '*', 'allowed-bots': '*' } });
    expectSilence(s, run);
    expect(run.outputs['reason']).toMatch(/^actor: /);
  });
});

describe.concurrent('bots', () => {
  it('start nothing', async () => {
    const s = await scene();
    const run = await sentBy(s, renovate);
    expectSilence(s, run);
    expect(run.outputs['reason']).toMatch(/^actor: renovate\[bot\].*29139614.*allowed-bots/);
  });

  it.each([
    ['after the work was begun', /git-upload-pack/],
    ['after all else was known', /permission$/],
  ])('leave no trace of a review in log and report, refused %s', async (_name, late) => {
    const s = await scene();
    const isFetchLate = late.test('git-upload-pack');
    if (isFetchLate) s.github.fault({ path: late, action: 'hang' });
    else
      s.github.onRequest(async ({ path }) => {
        if (late.test(path)) await new Promise((resolve) => setTimeout(resolve, 2000));
      });
    const run = await sentBy(s, isFetchLate ? renovate : mallory);
    expectSilence(s, run);
    expect(run.summary).toMatch(/^### ⏭️ Not started/);
    expect(run.log).not.toMatch(/could not be fetched|Pull request #/);
    expect(run.report).toMatchObject({ warnings: [], notReviewed: [] });
  });

  it.each(['renovate', 'Renovate[bot]', '29139614', '*'])(
    'start a review when allowed-bots holds %s',
    async (entry) => {
      const s = await scene();
      const run = await sentBy(s, renovate, { inputs: { 'allowed-bots': entry } });
      expect(run.outputs['conclusion'], run.log).toBe('success');
    },
  );

  it.each(['', '*', 'github-actions[bot]', '41898282'])(
    'that we are never start us: allowed-bots: "%s"',
    async (entry) => {
      const s = await scene();
      const run = await sentBy(s, githubActions, { inputs: { 'allowed-bots': entry } });
      expectSilence(s, run);
      expect(run.outputs['reason']).toMatch(/^loop: github-actions\[bot\]/);
    },
  );
});

describe.concurrent('before it is known who it was', () => {
  it('nothing is sent to the model and nothing is posted', async () => {
    const s = await scene();
    const seen: number[] = [];
    s.github.onRequest(async ({ path }) => {
      if (!path.endsWith('/permission')) return;
      await new Promise((resolve) => setTimeout(resolve, 3000));
      seen.push(s.model.requests.length, s.pull.comments().length);
    });
    const run = await s.run();
    expect(seen).toEqual([0, 0]);
    expect(run.outputs['conclusion'], run.log).toBe('success');
  });

  it('a run that GitHub does not answer for fails, and keeps silent on the pull request', async () => {
    const s = await scene();
    s.github.fault({ path: /permission$/, status: 403 });
    const run = await s.run();
    expect(run.outputs['reason']).toMatch(
      /^internal: .*what octocat may do in acme\/shop.*403.*github-token/,
    );
    expect(run.exitCode).toBe(1);
    expect(s.model.requests).toEqual([]);
    expect(s.pull.comments()).toEqual([]);
  });

  it('a run that is called off keeps silent', async () => {
    const s = await scene();
    s.github.fault({ path: /permission$/, action: 'hang' });
    const asked = new Promise<void>((resolve) => {
      s.github.onRequest(({ path }) => (path.endsWith('/permission') ? resolve() : undefined));
    });
    const action = await s.start();
    await asked;
    action.kill('SIGINT');
    const run = await action.done;
    expect(run.outputs['conclusion'], run.log).toBe('cancelled');
    expect(s.pull.comments()).toEqual([]);
  });

  it('wrong inputs are told to nobody who may not start a run', async () => {
    const s = await scene();
    const inputs = { 'max-turns': 'ten', 'anthropic-api-key': '' };
    const run = await sentBy(s, mallory, { inputs });
    expectSilence(s, run);
  });
});

describe.concurrent('what a run may have', () => {
  const prompts = [
    ['a writer by hand', 'workflow_dispatch', 'acme', 'write'],
    ['a stranger by hand, let in', 'workflow_dispatch', 'mallory', 'read'],
    ['a schedule', 'schedule', null, 'write'],
  ] as const;
  it.each(prompts)('%s: %s', async (_name, name, login, tier) => {
    const s = await scenario({ script: [{ text: 'All is well.' }] });
    s.github.createUser(mallory);
    const payload = {
      ...(name === 'schedule' ? s.repository.scheduleEvent() : s.repository.workflowDispatchEvent()),
      ...(login === null ? {} : { sender: s.repository.person(login) }),
    };
    const inputs = { prompt: 'How is it?', 'allowed-actors': '66', tools: 'Read, Bash' };
    const sha = (await s.repository.branchSha('main')) as string;
    const run = await s.run({ event: { name, payload }, sha, inputs });
    expect(run.journal.find(({ type }) => type === 'action.permit')?.data, run.log).toMatchObject({ tier });
  });

  it('pull_request_target gives nothing, and says how forks are reviewed', async () => {
    const s = await scene();
    const payload = await s.pull.event('opened');
    const run = await s.run({ event: { name: 'pull_request_target', payload } });
    expectSilence(s, run);
    expect(run.outputs['reason']).toMatch(/^event: .*pull_request_target.*docs\/examples\/review-forks\.yml/);
  });
});
