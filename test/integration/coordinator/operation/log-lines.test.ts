import { afterAll, expect, it } from 'vitest';
import { placeOfUrl } from '../../../../runner-pool/connection-fault.ts';
import { recoverFromOutage } from '../../../../runner-pool/services/recover-from-outage.ts';
import { sweepLeases } from '../../../../runner-pool/services/sweep-leases.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { makeDataDir, runProgram } from '../../../helpers/coordinator/program.ts';
import { admissionRequest, reportOf, startRun } from '../../../helpers/coordinator/runs.ts';

type Line = Readonly<Record<string, unknown>> & { readonly msg: string };
const linesOf = (text: string): readonly Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

it('tells what it stands on, each run, and its end', async () => {
  const database = await createTestDatabase();
  const dataDir = await makeDataDir();
  afterAll(async () => {
    await database.drop();
    await dataDir.remove();
  });
  const program = runProgram({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir.path,
    ENCRYPTION_KEY: '00'.repeat(32),
    GITHUB_WEBHOOK_SECRET: 'hunter2-hunter2',
  });
  const url = await program.ready;
  const token = /co_\w+/.exec(program.stderr())?.[0] ?? '';
  const post = async (path: string, body: object, bearer = token): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as Record<string, unknown>;
  };
  const request = admissionRequest({ grant: { microUsd: 2_000_000, turns: null, seconds: 60 } });
  const { runToken } = await post('/v1/runs', request);
  await post('/v1/runs', request);
  const end = { epoch: 1, report: reportOf(request.runId, { costMicroUsd: 250_000 }) };
  await post(`/v1/runs/${request.runId}/finish`, end, String(runToken));
  await post(`/v1/runs/${request.runId}/finish`, end, String(runToken));
  await post('/v1/runs?a-secret=1', request);
  program.kill('SIGTERM');
  expect(await program.ended, program.stderr()).toBe(0);
  const lines = linesOf(program.stdout());
  const of = (msg: string): readonly Line[] => lines.filter((line) => line.msg === msg);
  expect(of(`Ready on ${url}`)).toEqual([
    expect.objectContaining({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      database: placeOfUrl(database.url),
      queue: 'PostgreSQL',
      blobs: 'postgres',
      githubApp: 'off: set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY',
      webhooks: 'on',
      login: 'off: set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET',
    }),
  ]);
  const its = { org: 1, run: request.runId, repository: 'acme/widgets', task: 'review', subject: 'pr-12' };
  expect(of('run admitted')).toEqual([
    expect.objectContaining({ ...its, state: 'running', grantUsd: 2, session: expect.any(String) }),
  ]);
  expect(of('run ended')).toEqual([
    expect.objectContaining({ ...its, state: 'succeeded', conclusion: 'success', costUsd: 0.25 }),
  ]);
  expect(lines.at(-1)?.msg).toBe('Ended');
  const asked = of('request').map(({ status, code }) => [status, code]);
  expect(asked).toContainEqual([422, 'unknown_parameter']);
  expect(asked.filter(([status, code]) => Number(status) < 400 && code !== undefined)).toEqual([]);
  for (const secret of ['hunter2', token, String(runToken), new URL(database.url).password || 'co_'])
    expect(program.stdout()).not.toContain(secret);
});

it('tells of a run that is lost', async () => {
  const coordinator = await startCoordinator();
  const hands = leaseHands(coordinator);
  afterAll(async () => {
    await hands.close();
    await coordinator.close();
  });
  const run = await startRun(coordinator);
  await run.beat({ spentMicroUsd: 1_500_000 });
  await hands.age(run.id, 31);
  const told: object[] = [];
  const say = (line: object, msg?: string): void => void told.push({ ...line, msg });
  await sweepLeases({
    database: hands.database,
    tasks: { nudge: () => undefined },
    log: { info: say as never, error: say as never },
  });
  expect(told).toEqual([
    expect.objectContaining({
      msg: 'run lost',
      run: run.id,
      repositoryId: 500,
      costUsd: 1.5,
      // Nothing that only a GitHub App could find out is promised.
      why: 'It was not heard of for longer than its lease.',
    }),
  ]);
});

it('tells of an outage, and not of a stop that was meant, that the leases begin anew', async () => {
  const coordinator = await startCoordinator();
  const { database, close } = leaseHands(coordinator);
  afterAll(async () => {
    await close();
    await coordinator.close();
  });
  await startRun(coordinator);
  const told: unknown[] = [];
  const log = {
    info: ((_: object, msg: string) => told.push(['info', msg])) as never,
    warn: ((_: object, msg: string) => told.push(['warn', msg])) as never,
  };
  // Whoever ends in order takes its row away.
  await coordinator.database.look('delete from instances');
  await recoverFromOutage({ database, log }, 'next');
  expect(told).toEqual([['info', 'started: the leases of runs under way begin anew']]);
  await coordinator.database.look("update instances set seen_at = seen_at - interval '1 hour'");
  await recoverFromOutage({ database, log }, 'next');
  expect(told.slice(1)).toEqual([['warn', 'nobody was here to hear the runs: their leases begin anew']]);
});

it('promises nothing of webhooks that it could not find out without an App', async () => {
  const database = await createTestDatabase();
  const dataDir = await makeDataDir();
  const program = runProgram({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir.path,
    ENCRYPTION_KEY: '00'.repeat(32),
  });
  await program.ready;
  program.kill('SIGINT');
  await program.ended;
  expect(linesOf(program.stdout()).map(({ msg }) => msg)).toContain(
    'Webhooks are off: GITHUB_WEBHOOK_SECRET is not set. Nor is a GitHub App (GITHUB_APP_ID), so nothing is learned from GitHub.',
  );
  await database.drop();
  await dataDir.remove();
});
