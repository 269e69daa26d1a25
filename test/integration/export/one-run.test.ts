import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { line, lines } from '../../helpers/coordinator/journal.ts';
import { admissionRequest, reportOf } from '../../helpers/coordinator/runs.ts';
import { ndjson } from '../../helpers/history.ts';
import { setExporting, startedAt } from './scene.ts';

const scene = await setExporting();
afterAll(scene.close);

const finding = { path: 'a.txt', line: 1, title: 'It is wrong', ofAnotherVersion: true };
const first = await scene.leave({
  report: {
    ...startedAt(1),
    conclusion: 'failure',
    failureClass: 'timeout',
    message: 'm'.repeat(300),
    repository: 'somebody/else',
    pullRequest: { number: 12, headSha: 'b'.repeat(40), baseSha: 'a'.repeat(40) },
    findings: { total: 1, new: 1, resolved: 0 },
    usage: {
      ...reportOf('').usage,
      costMicroUsd: 1_234,
      tokens: { input: 1, output: 2, cacheRead: 4, cacheWrite: 8 },
      turns: 3,
    },
  },
  files: { 'result.json': JSON.stringify({ summary: 's', findings: [finding] }) },
});
const claude = { ...reportOf('').claude, sessionId: 'of-claude', model: 'claude-test' };
const second = await scene.leave({ report: { ...startedAt(2), claude } });

it('writes a run with what its artifact tells, and says so', async () => {
  expect(await scene.run()).toEqual({
    exitCode: 0,
    stdout:
      'Runs: 2 added, 0 known before, 0 not to be shown.\nThe dashboard is not built (no dist/dashboard): this is the data without it.\n',
  });
  const history = await scene.history();
  expect(history.manifest).toMatchObject({
    updatedAt: '2026-11-02T00:02:00.000Z',
    repositories: ['acme/widgets'],
    shards: [
      { runs: 2, firstStartedAt: '2026-11-02T00:01:00.000Z', lastStartedAt: '2026-11-02T00:02:00.000Z' },
    ],
    missing: [],
  });
  expect(await history.run(first.runId)).toMatchObject({
    state: 'timed_out',
    session: null,
    report: { runId: first.runId, repository: 'acme/widgets', message: 'm'.repeat(300) },
    findings: [finding],
    chunks: [{ file: 'events-1.json', firstSeq: 1, lastSeq: 3 }],
    gaps: [],
  });
  expect(await history.events(first.runId)).toEqual(lines(3));
});

it('has all that a list shows in the index', async () => {
  const [shard] = (await scene.history()).shards;
  const text = (name: 'state' | 'repository' | 'failureClass' | 'session' | 'model') =>
    shard?.[name].at.map((place) => shard[name].values[place]);
  expect(shard).toMatchObject({
    id: [first.runId, second.runId],
    message: ['m'.repeat(200), ''],
    startedAtMs: [Date.UTC(2026, 10, 2, 0, 1), Date.UTC(2026, 10, 2, 0, 2)],
    durationMs: [60_000, 60_000],
    costMicroUsd: [1_234, 0],
    tokens: [15, 0],
    turns: [3, 1],
    findings: [1, 0],
    events: [3, 3],
    pullRequest: [12, 0],
  });
  expect(text('state')).toEqual(['timed_out', 'succeeded']);
  expect(text('repository')).toEqual(['acme/widgets', 'acme/widgets']);
  expect(text('failureClass')).toEqual(['timeout', '']);
  expect(text('session')).toEqual(['', 'of-claude']);
  expect(text('model')).toEqual(['', 'claude-test']);
});

it('leads to the workflow run that left the artifact, whatever the report says', async () => {
  const { runId, workflowRun } = await scene.leave({ report: { runUrl: 'https://example.com/evil' } });
  await scene.run();
  const { report } = await (await scene.history()).run(runId);
  expect(report.runUrl).toBe(
    `${new URL(scene.github.serverUrl).origin}/acme/widgets/actions/runs/${workflowRun.id}`,
  );
});

it('takes the coordinator’s session from the admission, if it is this run’s', async () => {
  const own = await scene.leave();
  const request = admissionRequest();
  const record = (runId: string) =>
    JSON.stringify({
      version: 1,
      idempotencyKey: 'k',
      request: { ...request, runId },
      sessionId: 'of-coordinator',
    });
  const { repository } = scene;
  const workflowRun = await repository.startRun({ status: 'completed' });
  const runId = `${workflowRun.id}-1-000000aa`;
  const files = {
    'report.json': JSON.stringify(reportOf(runId, { claude })),
    'admission.json': record(runId),
  };
  repository.addArtifact(workflowRun, { name: `claude-orchestrator-run-pr-1-${runId}-1`, files });
  const other = await scene.leave({ report: { claude }, files: { 'admission.json': record(runId) } });
  await scene.run();
  const history = await scene.history();
  const sessionOf = async (id: string) => (await history.run(id)).session;
  expect(await sessionOf(runId)).toBe('of-coordinator');
  expect(await sessionOf(other.runId)).toBe('of-claude');
  expect(await sessionOf(own.runId)).toBeNull();
});

it('puts a journal into chunks of 500 events', async () => {
  const { runId } = await scene.leave({
    report: { events: 1_001 },
    files: { 'journal.ndjson': ndjson(lines(1_001)) },
  });
  await scene.run();
  const history = await scene.history();
  expect((await history.run(runId)).chunks).toEqual([
    { file: 'events-1.json', firstSeq: 1, lastSeq: 500 },
    { file: 'events-2.json', firstSeq: 501, lastSeq: 1_000 },
    { file: 'events-3.json', firstSeq: 1_001, lastSeq: 1_001 },
  ]);
  expect(await history.events(runId)).toEqual(lines(1_001));
});

it('puts a large body into a file of its own, and its beginning into the chunk', async () => {
  const data = { text: 'ü'.repeat(10_000), more: [1, 2, 3] };
  const small = { text: 'x'.repeat(16_000) };
  const journal = ndjson([line(1, small), line(2, data)]);
  const { runId } = await scene.leave({ report: { events: 2 }, files: { 'journal.ndjson': journal } });
  await scene.run();
  const [inline, large] = await (await scene.history()).events(runId);
  expect(inline).toEqual(line(1, small));
  const body = await readFile(join(scene.out, 'runs', runId, 'body-2.json'), 'utf8');
  expect(JSON.parse(body)).toEqual(data);
  expect(large).toEqual({
    ...line(2, body.slice(0, 2_000)),
    body: { file: 'body-2.json', bytes: Buffer.byteLength(body) },
  });
});

it('puts the dashboard’s own files beside the history', async () => {
  const dashboard = join(scene.out, '../dashboard');
  await mkdir(join(dashboard, 'assets'), { recursive: true });
  await writeFile(join(dashboard, 'index.html'), '<!doctype html>');
  await writeFile(join(dashboard, 'assets/main.js'), '0;');
  const { stdout } = await scene.run({ dashboard });
  expect(stdout).not.toContain('dashboard');
  expect(await scene.files()).toMatchObject({ 'index.html': '<!doctype html>', 'assets/main.js': '0;' });
  expect((await scene.history()).ids).toContain(first.runId);
});
