import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { answer, cleanReview } from '../helpers/model.ts';
import { cleanUpScenarios, type Scenario, scenario } from '../helpers/scenario.ts';
import { octokitFor } from '../integration/github/scene.ts';

cleanUpScenarios();

const script = [answer(cleanReview)];
const again = (login: string): Record<string, string> => ({
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_TRIGGERING_ACTOR: login,
});

describe.concurrent('a job that is run again', () => {
  it('counts as whoever ran it again, too', async () => {
    const s = await scenario({ script });
    s.github.createUser({ login: 'mallory' });
    const refused = await s.run({ env: again('mallory') });
    expect(refused.outputs['reason'], refused.log).toMatch(/^actor: mallory, who ran the job again/);
    expect(s.pull.comments()).toEqual([]);
    s.repository.addCollaborator('mona', 'write');
    const reviewed = await s.run({ env: again('mona') });
    expect(reviewed.outputs['conclusion'], reviewed.log).toBe('success');
  });

  it('stays what a stranger sent, though a writer ran it again', async () => {
    const s = await scenario({ script });
    const sender = s.repository.person('mallory');
    const event = { name: 'pull_request', payload: await s.pull.event('opened', { sender }) };
    const run = await s.run({ event, env: again('octocat') });
    expect(run.outputs['reason'], run.log).toMatch(/^actor: mallory/);
    expect(s.model.requests).toEqual([]);
  });

  it('is not run where nobody says who ran it again', async () => {
    const s = await scenario({ script });
    const run = await s.run({ env: again('') });
    expect(run.outputs['reason'], run.log).toMatch(/^actor: /);
  });
});

describe.concurrent('runs that start each other', () => {
  it('are counted in the comment, and stop after twenty within an hour', async () => {
    const s = await scenario({ script });
    const first = await s.run();
    expect(first.outputs['conclusion'], first.log).toBe('success');
    const [comment] = s.pull.comments();
    const body = comment?.body ?? '';
    expect(stateIn(body)['attempts']).toEqual([[first.outputs['run-id'], expect.any(Number)]]);

    await edit(s, withAttempts(body, 19));
    const asked = s.model.requests.length;
    const twentieth = await s.run({ runId: 5001 });
    expect(twentieth.outputs['conclusion'], twentieth.log).toBe('success');
    expect(s.model.requests.length).toBeGreaterThan(asked);

    const before = [s.model.requests.length, s.pull.comments()[0]?.body];
    const next = await s.run({ runId: 5002 });
    expect(next.outputs['conclusion']).toBe('skipped');
    expect(next.outputs['reason']).toMatch(/^loop: 20 workflow runs .*within an hour/);
    expect([s.model.requests.length, s.pull.comments()[0]?.body]).toEqual(before);
    expect(next.exitCode).toBe(0);
  });

  it('are not stopped by what somebody else wrote in our name', async () => {
    const s = await scenario({ script });
    await s.run();
    const body = s.pull.comments()[0]?.body ?? '';
    s.pull.addComment({ author: 'mallory', body: withAttempts(body, 50) });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
  });
});

const statePattern = /(<!-- claude-orchestrator:state [\w-]+ )([\w-]+)( -->)/;

function stateIn(body: string): Record<string, unknown> {
  const encoded = statePattern.exec(body)?.[2] ?? '';
  return JSON.parse(inflateRawSync(Buffer.from(encoded, 'base64url')).toString()) as Record<string, unknown>;
}

function withAttempts(body: string, count: number): string {
  const attempts = Array.from({ length: count }, (_, index) => [`${index}-1-aa`, Date.now() - 1000 * index]);
  const state = { ...stateIn(body), attempts };
  const encoded = deflateRawSync(JSON.stringify(state)).toString('base64url');
  return body.replace(statePattern, `$1${encoded}$3`);
}

/** Writes the comment anew, as its author. */
async function edit(s: Scenario, body: string): Promise<void> {
  const id = s.pull.comments()[0]?.id ?? 0;
  const at = { owner: 'acme', repo: 'shop', comment_id: id };
  await octokitFor(s.github, s.token).rest.issues.updateComment({ ...at, body });
}
