import { afterAll, describe, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

interface List {
  readonly items: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly nextCursor: string | null;
}
const get = async (path: string) => {
  const response = await coordinator.fetch(path);
  return { status: response.status, body: (await response.json()) as List };
};
const ids = ({ body }: { readonly body: List }) => body.items.map(({ id }) => id);

const one = await startRun(coordinator, { subject: 'pr-1', github: { actor: 'ann' } });
await one.finish({ conclusion: 'failure', failureClass: 'internal', message: 'It broke.', costMicroUsd: 9 });
const two = await startRun(coordinator, { subject: 'pr-2', task: 'plan', github: { actor: 'bob' } });
const gadgets = { id: 501, fullName: 'acme/gadgets' };
const three = await startRun(coordinator, { subject: 'pr-1', repository: gadgets, github: { actor: 'bob' } });
const four = await startRun(coordinator, { subject: 'pr-1', github: { actor: 'ann' } });
const all = [four.id, three.id, two.id, one.id];

describe('runs', () => {
  it('come newest first, with what a list needs', async () => {
    const found = await get('/v1/runs');
    expect(ids(found)).toEqual(all);
    expect(found.body.items[3]).toMatchObject({
      state: 'failed',
      task: 'review',
      subject: 'pr-1',
      repository: 'acme/widgets',
      repositoryId: 500,
      actor: 'ann',
      pullRequest: 12,
      spentMicroUsd: 9,
      failureClass: 'internal',
      message: 'It broke.',
      startedAt: expect.stringMatching(/Z$/),
      endedAt: expect.stringMatching(/Z$/),
    });
    expect(found.body.nextCursor).toBeNull();
  });

  it('come in pages that neither repeat nor leave out one', async () => {
    const seen: string[] = [];
    let path = '/v1/runs?limit=1';
    for (let page = 0; page < 4; page++) {
      const found = await get(path);
      seen.push(...ids(found));
      path = `/v1/runs?limit=1&cursor=${found.body.nextCursor ?? ''}`;
    }
    expect(seen).toEqual(all);
  });

  it.each<[string, readonly string[]]>([
    ['repository=501', [three.id]],
    ['subject=pr-2', [two.id]],
    [`session=${one.admission.session.id}`, [four.id, one.id]],
    ['state=failed', [one.id]],
    ['task=plan', [two.id]],
    ['actor=bob', [three.id, two.id]],
    ['actor=bob&subject=pr-1', [three.id]],
    ['since=2099-01-01', []],
    ['until=2099-01-01T00:00:00Z&since=2020-01-01T00:00:00%2B02:00', all],
    ['actor=nobody', []],
  ])('are found by %s', async (query, expected) => {
    expect(ids(await get(`/v1/runs?${query}`))).toEqual(expected);
  });

  it.each(
    [
      'since=yesterday',
      'since=2026-02-31T99:00:00Z',
      'state=asleep',
      'limit=101',
      'limit=0',
      'cursor=abc',
    ].concat('repository=acme'),
  )('are not looked for by %s', async (query) => {
    expect((await get(`/v1/runs?${query}`)).status).toBe(422);
  });

  it('are shown in full one by one', async () => {
    expect(await get(`/v1/runs/${one.id}`)).toMatchObject({
      status: 200,
      body: {
        id: one.id,
        admittedAs: expect.stringMatching(/^token:/),
        github: { runId: 1_000, event: 'pull_request' },
        askedGrant: { microUsd: 5_000_000, turns: null, seconds: 1_800 },
        grantSeconds: 1_800,
        epoch: 1,
        settledAt: expect.stringMatching(/Z$/),
        report: { version: 1, runId: one.id, message: 'It broke.' },
      },
    });
    expect((await get('/v1/runs/nobody')).status).toBe(404);
  });
});

describe('sessions', () => {
  it('come with who has them', async () => {
    const found = await get('/v1/sessions');
    expect(found.body.items).toHaveLength(3);
    const [latest] = found.body.items;
    expect(latest).toMatchObject({
      id: four.admission.session.id,
      subject: 'pr-1',
      repository: 'acme/widgets',
      isCurrent: true,
      waiting: 0,
      lease: { runId: four.id, epoch: 2, expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/) },
    });
  });

  it('are found by repository and subject, and shown with their runs', async () => {
    expect(ids(await get('/v1/sessions?repository=501'))).toEqual([three.admission.session.id]);
    expect(ids(await get('/v1/sessions?subject=pr-2'))).toEqual([two.admission.session.id]);
    const shown = (await get(`/v1/sessions/${one.admission.session.id}`)).body as unknown as {
      readonly runs: List['items'];
    };
    expect(shown.runs.map(({ id }) => id)).toEqual([four.id, one.id]);
    expect((await get('/v1/sessions/not-a-session')).status).toBe(404);
  });
});
