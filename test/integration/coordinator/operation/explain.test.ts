import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Transaction } from '../../../../runner-pool/database/database.ts';
import { listApiTokens } from '../../../../runner-pool/store/api-tokens.ts';
import { listDeadLetters } from '../../../../runner-pool/store/dead-letters.ts';
import { findEvents } from '../../../../runner-pool/store/event-rows.ts';
import { listRuns } from '../../../../runner-pool/store/run-views.ts';
import { listSessions } from '../../../../runner-pool/store/session-views.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { explain } from '../../../helpers/coordinator/explain.ts';

const orgId = 1;
const rows = 100_000;
/** A page, and what is joined to it. */
const mostRows = 200;

const owner = await createTestDatabase();
const service = openDatabase({ url: owner.url, replicaUrl: null, connections: 2 });
afterAll(async () => {
  await service.close();
  await owner.drop();
});

beforeAll(async () => {
  const statements = [
    "insert into organizations (id, login) overriding system value values (1, 'a'), (2, 'b')",
    "insert into repositories (org_id, id, full_name) select o, r, 'a/' || r from generate_series(1, 2) o, generate_series(1, 50) r",
    `insert into sessions (org_id, id, repository_id, subject, is_current, updated_at)
     select 1, 's' || n, 1 + n % 50, 'pr-' || n % 2000, false, now() - n * interval '1 minute' from generate_series(0, ${rows - 1}) n`,
    `insert into runs (org_id, id, idempotency_key, request_hash, admitted_as, repository_id, session_id, subject, task, state,
       github, github_run_id, github_run_attempt, head_sha, actor, model, asked_grant, epoch, created_at, ended_at)
     select 1, 'r' || n, 'k' || n, '', 'token:x', 1 + n % 50, 's' || n % 2000, 'pr-' || n % 2000,
       (array['review', 'fix', 'respond'])[1 + n % 3], case when n % 1000 = 0 then 'failed' else 'succeeded' end,
       '{}', n, 1, 'abc', 'actor-' || n % 100, 'm', '{}', 1, now() - n * interval '1 minute', now() from generate_series(0, ${rows - 1}) n`,
    `insert into dead_letters (org_id, id, queue, kind, ref, attempts, error, failed_at)
     select 1, 'd' || n, 'cleanup', case when n % 2 = 0 then 'index-run' else 'archive-run' end, n::text, 1, 'x', now() - n * interval '1 minute'
     from generate_series(0, ${rows - 1}) n`,
    `insert into events (org_id, run_id, seq, at, type, data, bytes)
     select 1, 'r' || n % 20, 1 + n / 20, now(), 'claude.assistant', '{}', 2 from generate_series(0, ${rows - 1}) n`,
    `insert into api_tokens (org_id, id, name, hash, scopes, created_by, created_at)
     select 1, 't' || n, 'n', int4send(n), '{}', 'x', now() - n * interval '1 minute' from generate_series(0, 9999) n`,
    'analyze',
  ];
  await owner.look(['set session_replication_role = replica', ...statements].join(';'));
}, 120_000);

const first = { orgId, after: null, limit: 30 };
const deep = { ...first, after: { at: new Date(Date.now() - 50_000 * 60_000).toISOString(), id: 'z' } };

const reads: readonly (readonly [string, (tx: Transaction) => Promise<unknown>])[] = [
  ['the newest runs', async (tx) => listRuns(tx, { ...first, filter: {} })],
  ['runs far down the list', async (tx) => listRuns(tx, { ...deep, filter: {} })],
  ['runs in a state that is rare', async (tx) => listRuns(tx, { ...deep, filter: { state: 'failed' } })],
  ['runs in a state that none is in', async (tx) => listRuns(tx, { ...first, filter: { state: 'lost' } })],
  ['runs of a repository', async (tx) => listRuns(tx, { ...deep, filter: { repositoryId: 7 } })],
  [
    'runs of a subject',
    async (tx) => listRuns(tx, { ...deep, filter: { repositoryId: 8, subject: 'pr-7' } }),
  ],
  ['runs of a session', async (tx) => listRuns(tx, { ...deep, filter: { sessionId: 's7' } })],
  ['runs of a task', async (tx) => listRuns(tx, { ...deep, filter: { task: 'fix' } })],
  ['runs of an actor', async (tx) => listRuns(tx, { ...deep, filter: { actor: 'actor-7' } })],
  ['sessions', async (tx) => listSessions(tx, { ...deep, repositoryId: null, subject: null })],
  ['sessions of a repository', async (tx) => listSessions(tx, { ...deep, repositoryId: 8, subject: null })],
  ['sessions of a subject', async (tx) => listSessions(tx, { ...first, repositoryId: 8, subject: 'pr-7' })],
  ['dead letters', async (tx) => listDeadLetters(tx, { ...deep, filter: {} })],
  ['dead letters of a kind', async (tx) => listDeadLetters(tx, { ...deep, filter: { kind: 'index-run' } })],
  ['events of a run', async (tx) => findEvents(tx, { orgId, runId: 'r7', after: 2_500, limit: 100 })],
  ['API tokens', async (tx) => listApiTokens(tx, first)],
];

it.each(reads)('reads %s from an index, as many rows as it shows', async (_what, read) => {
  const explained = await explain(service, orgId, read);
  expect(explained.length).toBeGreaterThan(0);
  for (const step of explained) {
    expect(step.indexes).not.toEqual([]);
    expect(step.wholeTables.filter((table) => table !== 'repositories')).toEqual([]);
    expect(step.mostRows).toBeLessThanOrEqual(mostRows);
  }
});

it('would notice a list that is read from one end to the other', async () => {
  const [explained] = await explain(service, orgId, async (tx) =>
    tx.rows("select * from runs where message = 'x' order by github_run_id limit 30"),
  );
  expect(explained?.mostRows).toBeGreaterThan(mostRows);
});
