import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { exportCommand } from '../../../../runner-pool/commands/export.ts';
import type { Told } from '../../../../runner-pool/commands/told.ts';
import { startGitHub } from '../../../github/server.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, lines, type SentLine } from '../../../helpers/coordinator/journal.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { type Change, startRun, type TestRun } from '../../../helpers/coordinator/runs.ts';
import { filesBelow, readHistory } from '../../../helpers/history.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
const folder = await mkdtemp(join(tmpdir(), 'history-'));
const out = join(folder, 'site');
afterAll(async () => {
  await hands.close();
  await coordinator.close();
  await rm(folder, { recursive: true });
});

let subjects = 0;
/** A run of a subject of its own that sent these lines. */
async function start(sent: readonly SentLine[] = lines(2), change: Change = {}): Promise<TestRun> {
  subjects += 1;
  const run = await startRun(coordinator, { subject: `pr-${subjects}`, ...change });
  for (let at = 0; at < sent.length; at += 500) {
    const answer = await coordinator.fetch(`/v1/runs/${run.id}/events`, {
      method: 'POST',
      body: JSON.stringify({ events: sent.slice(at, at + 500) }),
      token: run.admission.runToken,
    });
    expect(answer.status).toBe(200);
  }
  return run;
}

const run = async (
  args: readonly string[] = ['--allow-private'],
  { url = coordinator.url, ...env }: Readonly<Record<string, string>> = {},
): Promise<Told> =>
  exportCommand(['--repository', 'acme/widgets', '--out', out, '--from-coordinator', url, ...args], {
    env: { COORDINATOR_TOKEN: coordinator.adminToken, ...env },
    dashboard: join(folder, 'no dashboard'),
  });

it('writes runs that are over, of the repositories that were named', async () => {
  const done = await start(lines(620));
  await done.finish({ events: 620, costMicroUsd: 77, conclusion: 'failure', failureClass: 'max_turns' });
  const open = await start();
  const elsewhere = await start(lines(1), { repository: { id: 501, fullName: 'acme/gadgets' } });
  await elsewhere.finish({ events: 1 });
  expect((await run()).stdout).toContain('Runs: 1 added, 0 known before, 0 not to be shown.');
  const history = await readHistory(out);
  expect(history.ids).toEqual([done.id]);
  expect(await history.run(done.id)).toMatchObject({
    state: 'failed',
    session: done.admission.session.id,
    report: { failureClass: 'max_turns', repository: 'acme/widgets', usage: { costMicroUsd: 77 } },
    chunks: [{ lastSeq: 500 }, { lastSeq: 620 }],
    gaps: [],
  });
  expect(await history.events(done.id)).toEqual(lines(620));
  await open.finish({ events: 2 });
  expect((await run()).stdout).toContain('Runs: 1 added, 1 known before,');
  expect((await readHistory(out)).ids).toContain(open.id);
});

it('has all of a large body, which the coordinator keeps as a blob', async () => {
  const data = { text: 'y'.repeat(40_000), list: [1, 2] };
  const large = await start([line(1, data), line(2)]);
  await large.finish({ events: 2 });
  await run();
  const [event, next] = await (await readHistory(out)).events(large.id);
  expect(event).toMatchObject({ seq: 1, body: { file: 'body-1.json' } });
  expect(JSON.parse(await readFile(join(out, 'runs', large.id, 'body-1.json'), 'utf8'))).toEqual(data);
  expect(next).toEqual(line(2));
});

it('shows of a run without a report what the coordinator knows of it', async () => {
  const lost = await start([line(1), line(4)]);
  await lost.beat({ spentMicroUsd: 1_500, lastSeq: 6 });
  await hands.age(lost.id, 60);
  await hands.sweep();
  await run();
  const seen = await (await readHistory(out)).run(lost.id);
  expect(seen).toMatchObject({
    state: 'lost',
    report: {
      conclusion: 'failure',
      failureClass: 'runner_lost',
      event: 'pull_request.opened',
      pullRequest: { number: 12 },
      usage: { costMicroUsd: 1_500, source: 'gateway' },
      warnings: ['It left no report: this is what the coordinator knows of it.'],
    },
    gaps: [
      { firstSeq: 2, lastSeq: 3 },
      { firstSeq: 5, lastSeq: 6 },
    ],
  });
});

it('keeps what the coordinator knows of a failure whose report is gone, or cannot be right', async () => {
  const failed = { conclusion: 'failure', failureClass: 'cli_crashed', message: 'It crashed.' } as const;
  const gone = await start();
  await gone.finish({ ...failed, events: 2 });
  const wrong = await start();
  await wrong.finish({ ...failed, events: 2 });
  await coordinator.database.look('update runs set report = null where id = $1', [gone.id]);
  const far = `report || '{"startedAt":"9999-01-01T00:00:00.000Z","durationMs":4e15}'`;
  await coordinator.database.look(`update runs set report = ${far} where id = $1`, [wrong.id]);
  await run();
  const history = await readHistory(out);
  const because = { [gone.id]: 'It left no report', [wrong.id]: 'Its report cannot be right' };
  for (const [id, warning] of Object.entries(because))
    expect((await history.run(id)).report).toMatchObject({
      ...failed,
      durationMs: expect.toSatisfy((ms: number) => ms < 3_600_000),
      warnings: [`${warning}: this is what the coordinator knows of it.`],
    });
});

it('tells of a line whose time cannot be right as missing', async () => {
  const odd = await start([line(1), { ...line(2), at: '9999-01-01T00:00:00.000Z' }, line(3)]);
  await odd.finish({ events: 3 });
  await run();
  const history = await readHistory(out);
  expect(await history.events(odd.id)).toEqual([line(1), line(3)]);
  expect((await history.run(odd.id)).gaps).toEqual([{ firstSeq: 2, lastSeq: 2 }]);
});

it('gives the same bytes again', async () => {
  await run();
  const before = await filesBelow(out);
  expect((await run()).stdout).toContain('Runs: 0 added,');
  expect(await filesBelow(out)).toEqual(before);
});

it('does not publish what GitHub calls private, or does not show', async () => {
  const github = await startGitHub();
  const repository = await github.createRepository({ owner: 'acme', name: 'widgets', private: true });
  const env = { GITHUB_API_URL: github.apiUrl };
  expect(await run([], env)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('GitHub shows no repository acme/widgets'),
  });
  expect(await run([], { ...env, GITHUB_TOKEN: repository.issueToken() })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^acme\/widgets is private\..*--allow-private/),
  });
  expect(github.violations).toEqual([]);
  await github.close();
});

it('publishes runs of the repository that has the name now, and of none that had it before', async () => {
  const fullName = 'acme/renamed';
  const before = await start(lines(1), { repository: { id: 601, fullName } });
  await before.finish({ events: 1 });
  // It was renamed on GitHub, and another one has its name.
  const taken = await coordinator.fetch('/v1/repositories/601', {
    method: 'PATCH',
    body: JSON.stringify({ isEnrolled: false }),
  });
  expect(taken.status).toBe(200);
  const now = await start(lines(1), { repository: { id: 602, fullName } });
  await now.finish({ events: 1 });
  const github = await startGitHub();
  await github.createRepository({ owner: 'acme', name: 'renamed', id: 602 });
  const idsOf = async (...args: string[]): Promise<readonly string[]> => {
    const dir = join(folder, `renamed-${args.length}`);
    const told = await run(['--repository', fullName, '--out', dir, ...args], {
      GITHUB_API_URL: github.apiUrl,
    });
    expect(told.exitCode).toBe(0);
    return (await readHistory(dir)).ids;
  };
  expect(await idsOf()).toEqual([now.id]);
  expect(await idsOf('--allow-private')).toEqual([now.id]);
  await github.close();
});

it('says what is wrong with token or address', async () => {
  expect(await run(undefined, { COORDINATOR_TOKEN: 'co_nothing' })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/ answers \/v1\/runs\?limit=100 with 401: give a COORDINATOR_TOKEN with/),
  });
  expect(await run(undefined, { url: 'http://127.0.0.1:9' })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('The coordinator at 127.0.0.1:9 cannot be reached: start it, or'),
  });
});

it('writes nothing outside of its folder for a coordinator that names a run so', async () => {
  const names = ['../../evil', '..', '.hidden', 'a/b', ''];
  const asked: string[] = [];
  const known = (await coordinator.fetch('/v1/runs?limit=1').then(async (answer) => answer.json())) as {
    readonly items: readonly object[];
  };
  const items = names.map((id) => ({
    ...known.items[0],
    id,
    repository: 'acme/widgets',
    state: 'succeeded',
  }));
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(JSON.stringify({ items, nextCursor: null }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const before = await filesBelow(folder);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect((await run(undefined, { url })).stdout).toContain('5 not to be shown (5 untrusted)');
  server.close();
  expect(asked).toEqual(['/v1/runs?limit=100']);
  const { 'site/manifest.json': _, ...after } = await filesBelow(folder);
  const { 'site/manifest.json': __, ...unchanged } = before;
  expect(after).toEqual(unchanged);
});
