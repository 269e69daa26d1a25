import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../../../runner-pool/database/database.ts';
import { deadLetterFigures, runFigures } from '../../../../runner-pool/store/run-figures.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const metricsToken = 'a-token-for-prometheus';
const coordinator = await startCoordinator({ METRICS_TOKEN: metricsToken });
afterAll(coordinator.close);

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

async function scrape(): Promise<readonly Sample[]> {
  const answer = await coordinator.fetch('/metrics', { token: metricsToken });
  expect(answer.headers.get('content-type')).toContain('text/plain');
  return (await answer.text())
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]);
      return { name, labels: Object.fromEntries(pairs) as Sample['labels'], value: Number(value) };
    });
}

const sampleOf = (samples: readonly Sample[], name: string, labels: object = {}): number | undefined =>
  samples.find(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  )?.value;

it('asks for its token, where one is set', async () => {
  for (const token of [null, 'another', coordinator.adminToken])
    expect((await coordinator.fetch('/metrics', { token })).status).toBe(401);
});

it('measures requests by route, pools, queues, runs, cost, breakers and itself', async () => {
  await coordinator.fetch('/v1/me');
  const samples = await scrape();
  const me = { method: 'GET', route: '/v1/me', status: '200' };
  expect(sampleOf(samples, 'http_request_duration_seconds_count', me)).toBe(1);
  expect(sampleOf(samples, 'http_requests_in_progress')).toBe(1);
  expect(
    sampleOf(samples, 'claude_orchestrator_database_connections', { pool: 'primary', state: 'waiting' }),
  ).toBe(0);
  expect(sampleOf(samples, 'claude_orchestrator_queue_tasks', { queue: 'retries', state: 'waiting' })).toBe(
    0,
  );
  expect(sampleOf(samples, 'claude_orchestrator_queue_oldest_seconds', { queue: 'retries' })).toBe(0);
  expect(sampleOf(samples, 'claude_orchestrator_dead_letters', { queue: 'retries' })).toBe(0);
  expect(sampleOf(samples, 'claude_orchestrator_cost_usd_total')).toBe(0);
  expect(sampleOf(samples, 'claude_orchestrator_breakers', { upstream: 'github', state: 'open' })).toBe(0);
  expect(sampleOf(samples, 'claude_orchestrator_build_info')).toBe(1);
  expect(sampleOf(samples, 'claude_orchestrator_scrape_failures_total') ?? 0).toBe(0);
  expect(samples.some(({ name }) => name === 'nodejs_eventloop_lag_p99_seconds')).toBe(true);
});

it('counts what waits, runs and was spent in all organizations', async () => {
  const { database, orgId } = coordinator;
  await database.look("insert into organizations (login) values ('other')");
  await database.look(
    `insert into spending (org_id, scope, scope_ref, period_start, spent_micro_usd)
     select id, 'organization', '', d::date, 1250000 from organizations, unnest(array['0001-01-01', '2026-11-01']) d where id > 0`,
  );
  await database.look(
    "insert into outbox (org_id, queue, kind, ref, run_after, held_until) values ($1, 'cleanup', 'index-run', 'x', now() + interval '1 hour', now() + interval '1 hour')",
    [orgId],
  );
  const samples = await scrape();
  expect(sampleOf(samples, 'claude_orchestrator_queue_tasks', { queue: 'cleanup', state: 'delayed' })).toBe(
    1,
  );
  await database.look(
    `insert into dead_letters (org_id, id, queue, kind, ref, attempts, error, retried_at)
     select id, n::text, 'retries', 'retry-run', n::text, 1, '', case n when 3 then now() end
     from organizations, generate_series(1, 3) n where id > 0`,
  );
  const service = openDatabase({ url: database.url, replicaUrl: null, connections: 1 });
  expect(await runFigures(service)).toEqual({ runs: new Map(), spentMicroUsd: 2_500_000 });
  expect([...(await deadLetterFigures(service))]).toEqual([['retries', 4]]);
  await service.close();
});

it('has no more series after a thousand requests of strangers than after ten', async () => {
  const strange = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 20)
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          const word = randomBytes(6).toString('hex');
          const paths = [`/${word}`, `/v1/runs/${word}`, `/v1/me?${word}`, `/v1/tokens/${word}/${word}`];
          const path = paths[Math.floor(Math.random() * paths.length)] ?? '';
          const method = ['GET', 'POST', 'PURGE', 'PROPFIND', 'DELETE'][Math.floor(Math.random() * 5)] ?? '';
          const headers = { 'x-request-id': word, 'user-agent': word };
          await (await coordinator.fetch(path, { method, headers, token: word })).text();
        }),
      );
  };
  const series = async (): Promise<Set<string>> =>
    new Set(
      (await scrape())
        // Node's own may come with the first garbage collection of a kind.
        .filter(({ name }) => /^(http_|claude_)/.test(name))
        .map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`),
    );
  await strange(200);
  const before = await series();
  await strange(1_000);
  const after = await series();
  // Methods and outcomes of the few routes that strangers can reach, which chance had left out.
  expect(after.size).toBeLessThan(before.size + 300);
  expect(after.size).toBeLessThan(1_500);
  expect([...after].join('\n')).not.toMatch(/[0-9a-f]{12}/);
});
