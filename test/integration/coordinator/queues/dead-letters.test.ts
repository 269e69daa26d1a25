import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

interface Letter {
  readonly id: string;
  readonly kind: string;
  readonly retriedAt: string | null;
}

const other = await otherOrganization();
const { look } = coordinator.database;
// What is due stays where it is put, to be looked at.
await look(`update organization_settings set policy = '{"concurrency": 0}'`);

beforeEach(async () => void (await look('truncate outbox, dead_letters')));

async function otherOrganization(): Promise<number> {
  const rows = await coordinator.database.look<{ id: number }>(
    "insert into organizations (login) values ('other') returning id::int as id",
  );
  return rows[0]?.id ?? -1;
}

async function addLetter({
  kind = 'archive-run',
  queue = 'cleanup',
  orgId = coordinator.orgId,
  minutesAgo = 0,
} = {}): Promise<string> {
  const id = randomUUID();
  await look(
    `insert into dead_letters (org_id, id, queue, kind, ref, attempts, error, failed_at)
     values ($1, $2, $3, $4, $2, 8, 'it was in the way', now() - $5::int * interval '1 minute')`,
    [orgId, id, queue, kind, minutesAgo],
  );
  return id;
}

async function list(query = ''): Promise<{ items: Letter[]; nextCursor: string | null }> {
  const response = await coordinator.fetch(`/v1/dead-letters${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as { items: Letter[]; nextCursor: string | null };
}

const post = async (path: string, body?: object): Promise<Response> =>
  coordinator.fetch(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const queued = async (): Promise<readonly { ref: string }[]> => look('select ref from outbox order by ref');

describe('the list', () => {
  it('comes newest first, page by page, each once', async () => {
    const ids: string[] = [];
    for (let minutesAgo = 0; minutesAgo < 7; minutesAgo++) ids.push(await addLetter({ minutesAgo }));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await list(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  it('is filtered by kind, queue and time', async () => {
    const old = await addLetter({ minutesAgo: 90 });
    const fresh = await addLetter();
    const retry = await addLetter({ kind: 'retry-run', queue: 'retries', minutesAgo: 1 });
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect((await list('?kind=retry-run')).items.map(({ id }) => id)).toEqual([retry]);
    expect((await list('?queue=cleanup')).items.map(({ id }) => id)).toEqual([fresh, old]);
    expect((await list(`?since=${since}`)).items.map(({ id }) => id)).toEqual([fresh, retry]);
  });

  it.each(['?kind=nothing', '?queue=all', '?since=yesterday', '?limit=101', '?cursor=abc'])(
    'refuses %s',
    async (query) => {
      expect((await coordinator.fetch(`/v1/dead-letters${query}`)).status).toBe(422);
    },
  );
});

describe('one of them', () => {
  it('says what failed, how often and why', async () => {
    const id = await addLetter();
    expect(await (await coordinator.fetch(`/v1/dead-letters/${id}`)).json()).toEqual({
      id,
      queue: 'cleanup',
      kind: 'archive-run',
      ref: id,
      attempts: 8,
      error: 'it was in the way',
      failedAt: expect.any(String),
      retriedAt: null,
    });
  });

  it('is done again once, however often that is asked for', async () => {
    const id = await addLetter();
    const answers = await Promise.all([1, 2, 3].map(async () => post(`/v1/dead-letters/${id}/retry`)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await queued()).toEqual([{ ref: id }]);
    await look('delete from outbox');
    expect((await post(`/v1/dead-letters/${id}/retry`)).status).toBe(202);
    expect(await queued()).toEqual([]);
    expect((await list()).items).toMatchObject([{ id, retriedAt: expect.any(String) }]);
  });

  it('is dropped for good', async () => {
    const id = await addLetter();
    const drop = async (): Promise<number> =>
      (await coordinator.fetch(`/v1/dead-letters/${id}`, { method: 'DELETE' })).status;
    expect([await drop(), await drop()]).toEqual([204, 404]);
    expect((await list()).items).toEqual([]);
  });

  it.each([
    ['GET', ''],
    ['POST', '/retry'],
    ['DELETE', ''],
  ])('of another tenant is as absent as one that never was: %s', async (method, more) => {
    const answer = async (id: string): Promise<[number, object]> => {
      const response = await coordinator.fetch(`/v1/dead-letters/${id}${more}`, { method });
      const { requestId: _, ...problem } = (await response.json()) as { requestId: string };
      return [response.status, problem];
    };
    const theirs = await addLetter({ orgId: other });
    expect(await answer(theirs)).toEqual(await answer(randomUUID()));
    expect((await answer(theirs))[0]).toBe(404);
    expect(await look('select retried_at from dead_letters')).toEqual([{ retried_at: null }]);
  });
});

describe('many at once', () => {
  it('are those that the filter names', async () => {
    const [one, two] = [await addLetter(), await addLetter()];
    await addLetter({ kind: 'ingest-artifact', queue: 'reconciliation' });
    await addLetter({ orgId: other });
    const response = await post('/v1/dead-letters/retry', { filter: { queue: 'cleanup' } });
    expect([response.status, await response.json()]).toEqual([202, { retried: 2, isMore: false }]);
    expect(await queued()).toEqual([one, two].toSorted().map((ref) => ({ ref })));
    const again = await post('/v1/dead-letters/retry', { filter: { queue: 'cleanup' } });
    expect(await again.json()).toEqual({ retried: 0, isMore: false });
  });

  it('are so many a request, and the rest with the next', async () => {
    await look(
      `insert into dead_letters (org_id, id, queue, kind, ref, attempts, error)
       select $1, g::text, 'cleanup', 'archive-run', g::text, 8, '' from generate_series(1, 620) g`,
      [coordinator.orgId],
    );
    const answers: unknown[] = [];
    for (let request = 0; request < 2; request++)
      answers.push(await (await post('/v1/dead-letters/retry', { filter: {} })).json());
    expect(answers).toEqual([
      { retried: 500, isMore: true },
      { retried: 120, isMore: false },
    ]);
    expect(await queued()).toHaveLength(620);
  });

  it.each([{}, { filter: { kind: 'nothing' } }, { filter: { all: true } }, { filter: {}, ids: [] }])(
    'are not guessed from %j',
    async (body) => {
      expect((await post('/v1/dead-letters/retry', body)).status).toBe(422);
    },
  );
});

it('needs the scope dead-letters:write', async () => {
  await look("update api_tokens set scopes = array['runs:read']");
  try {
    expect((await coordinator.fetch('/v1/dead-letters')).status).toBe(403);
    expect((await post('/v1/dead-letters/retry', { filter: {} })).status).toBe(403);
  } finally {
    await look("update api_tokens set scopes = array['dead-letters:write', 'runs:control']");
  }
});
