import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { EventChunk, HistoryRun } from '../../../../contract/history.ts';
import { HistoryPage } from '../../../../contract/stream.ts';
import { exportCommand } from '../../../../runner-pool/commands/export.ts';
import { rowsOf } from '../../../../runner-pool/history/index-rows.ts';
import { archiveRun } from '../../../../runner-pool/services/archive-run.ts';
import { blobServices } from '../../../helpers/coordinator/blob-services.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, lines, type SentLine } from '../../../helpers/coordinator/journal.ts';
import { startRun, type TestRun } from '../../../helpers/coordinator/runs.ts';
import { checked, lastOf, listening } from '../../../helpers/coordinator/stream.ts';
import { until } from '../../../helpers/coordinator/until.ts';
import { filesBelow } from '../../../helpers/history.ts';

const coordinator = await startCoordinator();
const folder = await mkdtemp(join(tmpdir(), 'history-'));
afterAll(async () => {
  await coordinator.close();
  await rm(folder, { recursive: true });
});

let subjects = 0;
async function start(sent: readonly SentLine[]): Promise<TestRun> {
  subjects += 1;
  const run = await startRun(coordinator, { subject: `pr-${subjects}` });
  await send(run, sent);
  return run;
}

async function send(run: TestRun, sent: readonly SentLine[]): Promise<void> {
  for (let at = 0; at < sent.length; at += 500) {
    const body = JSON.stringify({ events: sent.slice(at, at + 500) });
    const token = run.admission.runToken;
    const answer = await coordinator.fetch(`/v1/runs/${run.id}/events`, { method: 'POST', body, token });
    expect(answer.status).toBe(200);
  }
}

const ask = async (path: string): Promise<Response> => coordinator.fetch(`/v1/history${path}`);
const page = async (query = '') => checked(HistoryPage, await (await ask(query)).json());
const runOf = async ({ id }: TestRun) =>
  checked(HistoryRun, await (await ask(`/runs/${id}/run.json`)).json());

it('gives out what an export writes, byte by byte, from rows and from the archive', async () => {
  const large = { text: 'y'.repeat(30_000), umlaut: 'ä'.repeat(5_000) };
  const run = await start([...lines(620), line(621, large), line(622, { number: 1.5e30 })]);
  await run.finish({ events: 622, costMicroUsd: 77, conclusion: 'failure', failureClass: 'max_turns' });
  const out = join(folder, 'site');
  const told = await exportCommand(
    ['--repository', 'acme/widgets', '--out', out, '--from-coordinator', coordinator.url, '--allow-private'],
    { env: { COORDINATOR_TOKEN: coordinator.adminToken }, dashboard: join(folder, 'none') },
  );
  expect(told.stdout).toContain('Runs: 1 added');
  const written = await filesBelow(join(out, 'runs', run.id));
  expect(Object.keys(written)).toEqual(['body-621.json', 'events-1.json', 'events-2.json', 'run.json']);
  const given = async () =>
    Object.fromEntries(
      await Promise.all(
        Object.keys(written).map(async (name) => [name, await (await ask(`/runs/${run.id}/${name}`)).text()]),
      ),
    );
  expect(await given()).toEqual(written);
  const [shard] = Object.entries(await filesBelow(join(out, 'index')));
  expect((await page()).shard).toEqual(JSON.parse(shard?.[1] ?? ''));
  await coordinator.database.look(`update runs set ended_at = now() - interval '100 days' where id = $1`, [
    run.id,
  ]);
  await archiveRun(blobServices(coordinator), { orgId: 1, ref: run.id }, AbortSignal.timeout(10_000));
  const { 'run.json': _, ...journal } = written;
  expect(await given()).toMatchObject(journal);
});

it('shows a run that goes on, whose last part grows', async () => {
  const run = await start(lines(499));
  const seen = await runOf(run);
  expect(seen).toMatchObject({
    ...{ state: 'running', gaps: [], chunks: [{ file: 'events-1.json', firstSeq: 1, lastSeq: 499 }] },
    report: { warnings: ['It is not over: this is what the coordinator knows of it.'] },
  });
  await send(run, [...lines(2, 500), line(1_200)]);
  expect((await runOf(run)).chunks).toEqual([
    { file: 'events-1.json', firstSeq: 1, lastSeq: 500 },
    { file: 'events-2.json', firstSeq: 501, lastSeq: 501 },
    { file: 'events-3.json', firstSeq: 1_200, lastSeq: 1_200 },
  ]);
  expect((await runOf(run)).gaps).toEqual([{ firstSeq: 502, lastSeq: 1_199 }]);
  for (const [chunk, seqs] of [
    [2, [501]],
    [3, [1_200]],
    [4, []],
  ] as const) {
    const { events } = checked(EventChunk, await (await ask(`/runs/${run.id}/events-${chunk}.json`)).json());
    expect(events.map(({ seq }) => seq)).toEqual(seqs);
  }
  await run.finish({ events: 1_300 });
  expect((await runOf(run)).gaps.at(-1)).toEqual({ firstSeq: 1_201, lastSeq: 1_300 });
});

it.each(['run.json', 'events-1.json', 'body-1.json'])(
  'has no %s of a run that there is not',
  async (name) => {
    expect((await ask(`/runs/1-1-none/${name}`)).status).toBe(404);
  },
);

it.each(['events-0.json', 'events-x.json', 'body--1.json'])('refuses %s', async (name) => {
  const run = await start([]);
  expect((await ask(`/runs/${run.id}/${name}`)).status).toBe(422);
});

it('reaches every run once over pages of 5,000, and leaves nothing out before the stream', async () => {
  await coordinator.database.look(
    `insert into runs (org_id, id, idempotency_key, request_hash, admitted_as, repository_id, session_id, subject, task, state, github,
       github_run_id, github_run_attempt, head_sha, actor, model, asked_grant, created_at, ended_at)
     select r.org_id, 'many-' || n, 'many-' || n, r.request_hash, r.admitted_as, r.repository_id, r.session_id, r.subject, r.task, 'succeeded',
       r.github, n, 1, r.head_sha, r.actor, r.model, r.asked_grant, r.created_at - make_interval(secs => n / 3), now()
     from (select * from runs order by created_at limit 1) r, generate_series(1, 10_200) n`,
  );
  const ids: string[] = [];
  const sizes: number[] = [];
  let cursor: string | null = null;
  const { streamId } = await page();
  do {
    const { shard, nextCursor } = await page(cursor === null ? '' : `?cursor=${cursor}`);
    const rows = shard === null ? [] : rowsOf(shard);
    const starts = rows.map(({ startedAtMs }) => startedAtMs);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    ids.push(...rows.map(({ id }) => id));
    sizes.push(rows.length);
    cursor = nextCursor;
  } while (cursor !== null);
  const [count] = await coordinator.database.look<{ runs: number }>('select count(*)::int as runs from runs');
  expect([ids.length, new Set(ids).size]).toEqual([count?.runs, count?.runs]);
  expect(sizes).toEqual([5_000, 5_000, (count?.runs ?? 0) - 10_000]);
  const run = await start([]);
  const stream = await listening(coordinator, { query: `?lastEventId=${streamId}` });
  await until(async () => lastOf(stream, run.id) !== null);
  stream.close();
});

it('refuses a cursor that is none', async () => {
  expect((await ask('?cursor=x')).status).toBe(422);
});
