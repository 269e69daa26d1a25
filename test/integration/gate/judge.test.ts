import { describe, expect, test } from 'vitest';
import { whoOf } from '../../../action/event/who.ts';
import { type Judging, judge } from '../../../action/gate/judge.ts';
import type { Verdict } from '../../../action/gate/standing.ts';
import { connect } from '../../../action/github/client.ts';
import { type Scene, startScene } from '../github/scene.ts';

interface Sent extends Partial<Judging> {
  readonly sender: { readonly login: string; readonly id?: number; readonly type?: string };
  readonly event?: string;
}

/** What is decided about somebody, and what GitHub was asked for it. */
async function decided(
  scene: Scene,
  { sender, event = 'workflow_dispatch', ...over }: Sent,
): Promise<{ readonly verdict: Verdict; readonly asked: readonly string[] }> {
  const { github, repository } = scene;
  const token = over.token ?? repository.issueToken();
  const client = connect({ token, apiUrl: github.apiUrl, log: () => {}, hurry: true });
  github.requests.length = 0;
  const user = github.createUser({ login: sender.login });
  const verdict = await judge({
    client,
    owner: 'acme',
    repo: 'widgets',
    who: whoOf(event, { sender: { id: user.id, type: 'User', ...sender } }),
    wants: 'read',
    allowed: { bots: [], actors: [] },
    token,
    ...over,
  });
  expect(github.violations).toEqual([]);
  return { verdict, asked: github.requests.map(({ route }) => route) };
}

const permissionRoute = 'repos/get-collaborator-permission-level';

describe('what is asked', () => {
  test('a writer costs one request', async () => {
    const scene = await startScene();
    scene.repository.addCollaborator('mona', 'maintain');
    for (const wants of ['read', 'write'] as const) {
      const { verdict, asked } = await decided(scene, { sender: { login: 'mona' }, wants });
      expect(verdict).toMatchObject({ kind: 'yes', tier: wants });
      expect(asked).toEqual([permissionRoute]);
    }
  });

  test('a stranger of a public repository may read it, and start nothing', async () => {
    const { verdict } = await decided(await startScene(), { sender: { login: 'mallory' } });
    expect(verdict).toMatchObject({ kind: 'no', code: 'actor' });
    expect(verdict).toHaveProperty(
      'message',
      expect.stringMatching(/mallory.* permission read,.*allowed-actors/),
    );
  });

  test('who is let in by number costs no request, unless the run would write', async () => {
    const scene = await startScene();
    const allowed = { bots: [], actors: ['77'] };
    const sender = { login: 'mona', id: 77 };
    const reading = await decided(scene, { sender, allowed });
    expect(reading).toMatchObject({ verdict: { kind: 'yes', tier: 'read' }, asked: [] });
    const writing = await decided(scene, { sender, allowed, wants: 'write' });
    expect(writing.asked).toEqual([permissionRoute]);
  });

  test('a schedule costs no request', async () => {
    const { verdict, asked } = await decided(await startScene(), {
      sender: { login: 'x' },
      event: 'schedule',
      wants: 'write',
    });
    expect({ verdict, asked }).toEqual({ verdict: { kind: 'yes', tier: 'write' }, asked: [] });
  });

  test('a bot that is not named costs no request', async () => {
    const sender = { login: 'renovate[bot]', type: 'Bot' };
    const { verdict, asked } = await decided(await startScene(), { sender });
    expect(verdict).toMatchObject({ kind: 'no', code: 'actor' });
    expect(asked).toEqual([]);
  });
});

describe('who is who', () => {
  test('a login that somebody else took since is not let in', async () => {
    const scene = await startScene();
    scene.repository.addCollaborator('mona', 'admin');
    const { verdict } = await decided(scene, {
      sender: { login: 'mona', id: 5 },
      allowed: { bots: [], actors: ['*'] },
    });
    expect(verdict).toMatchObject({ kind: 'no', code: 'actor' });
  });

  test('a deleted account is not let in, by whatever list', async () => {
    const scene = await startScene();
    const who = whoOf('workflow_dispatch', { sender: { login: 'gone', id: 6, type: 'User' } });
    const { verdict } = await decided(scene, {
      sender: { login: 'x' },
      who,
      allowed: { bots: ['*'], actors: ['*'] },
    });
    expect(verdict).toMatchObject({ kind: 'no', code: 'actor' });
  });

  test.each([
    ['the bot behind a token of the workflow', 'github-actions[bot]', ['*']],
    ['the bot behind a token of the workflow, named', 'github-actions[bot]', ['github-actions']],
    ['the bot behind a token of the workflow, unnamed', 'github-actions[bot]', []],
  ])('%s starts nothing', async (_name, login, bots) => {
    const sender = { login, id: 41_898_282, type: 'Bot' };
    const { verdict } = await decided(await startScene(), { sender, allowed: { bots, actors: ['*'] } });
    expect(verdict).toMatchObject({ kind: 'no', code: 'loop' });
  });

  test('another bot than ours starts a run when it is named', async () => {
    const scene = await startScene();
    const sender = { login: 'renovate[bot]', type: 'Bot' };
    const { verdict } = await decided(scene, { sender, allowed: { bots: ['renovate'], actors: [] } });
    expect(verdict).toMatchObject({ kind: 'yes', tier: 'read' });
  });

  test('the person behind a personal token starts nothing, others do', async () => {
    const scene = await startScene();
    for (const login of ['mona', 'lisa']) scene.repository.addCollaborator(login, 'write');
    const token = scene.github.issuePersonalToken('mona');
    expect((await decided(scene, { sender: { login: 'mona' }, token })).verdict).toMatchObject({
      code: 'loop',
    });
    expect((await decided(scene, { sender: { login: 'lisa' }, token })).verdict).toMatchObject({
      kind: 'yes',
    });
  });
});

describe('where GitHub does not say', () => {
  test.each([
    ['the token may not ask', 403, /github-token/],
    ['the token is wrong', 401, /github-token/],
    ['GitHub is down', 503, /again later/],
  ])('%s: the answer is never yes', async (_name, status, remedy) => {
    const scene = await startScene();
    scene.repository.addCollaborator('mona', 'admin');
    scene.github.fault({ path: /permission$/, status, times: 9 });
    const asked = decided(scene, { sender: { login: 'mona' }, allowed: { bots: ['*'], actors: ['*'] } });
    const error = await asked.then(
      () => expect.fail('It was decided.'),
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      name: 'GateError',
      message: expect.stringMatching(
        new RegExp(`what mona may do in acme/widgets.*nothing was started: ${status}`),
      ),
      remedy: expect.stringMatching(remedy),
    });
  });

  test('a bot is not let in while it is unknown who we are', async () => {
    const scene = await startScene();
    scene.github.fault({ path: /graphql$/, method: 'POST', status: 503, times: 9 });
    scene.github.fault({ path: /user$/, status: 503, times: 9 });
    const sender = { login: 'renovate[bot]', type: 'Bot' };
    await expect(decided(scene, { sender, allowed: { bots: ['*'], actors: [] } })).rejects.toThrow(
      'posts as',
    );
  });
});
