import type { TestDatabase } from '../../helpers/coordinator/database.ts';
import type { History } from './history.ts';

type Look = TestDatabase['look'];

/** What the database must say after the faults, given what clients were told: one sentence for each thing that is not so. */
export async function checkHistory(look: Look, history: History): Promise<readonly string[]> {
  return [
    ...history.wrong,
    ...(await eventsAreStored(look, history)),
    ...(await runsAreSettled(look, history)),
    ...(await moneyIsConserved(look)),
    ...(await webhooksAreStored(look, history)),
  ];
}

/** Acknowledged ⊆ stored, contiguous from 1, each once (the key sees to that), each with the body that was sent. */
async function eventsAreStored(look: Look, { acknowledged }: History): Promise<readonly string[]> {
  const rows = await look<{ run_id: string; stored: number; last: number; foreign_bodies: number }>(
    `select run_id, count(*)::int as stored, max(seq) as last,
            count(*) filter (where blob_id is null and position('line ' || seq || ' of ' || run_id in data) = 0)::int as foreign_bodies
     from events group by run_id`,
  );
  const stored = new Map(rows.map((row) => [row.run_id, row]));
  return [...acknowledged].flatMap(([runId, seq]) => {
    const row = stored.get(runId);
    if (row === undefined) return [`${runId}: told that ${seq} events are stored, and there is none`];
    const faults: string[] = [];
    if (row.last < seq) faults.push(`${runId}: told ${seq}, stored up to ${row.last}`);
    if (row.stored !== row.last) faults.push(`${runId}: ${row.stored} events up to ${row.last}: a gap`);
    if (row.foreign_bodies > 0) faults.push(`${runId}: ${row.foreign_bodies} events with another body`);
    return faults;
  });
}

async function runsAreSettled(look: Look, { admitted, finished }: History): Promise<readonly string[]> {
  const rows = await look<{ id: string; state: string; spent: string; settled: boolean }>(
    'select id, state, spent_micro_usd::text as spent, settled_at is not null as settled from runs',
  );
  const runs = new Map(rows.map((row) => [row.id, row]));
  const lost = [...admitted.keys()]
    .filter((id) => !runs.has(id))
    .map((id) => `${id}: admitted, and not there`);
  const unsettled = [...finished].flatMap(([id, told]) => {
    const run = runs.get(id);
    if (run === undefined) return [`${id}: finished, and not there`];
    if (run.state === told.state && run.settled && Number(run.spent) === told.spentMicroUsd) return [];
    return [`${id}: told ${JSON.stringify(told)}, is ${JSON.stringify(run)}`];
  });
  return [...lost, ...unsettled];
}

/** What is reserved is what open runs reserved; what is spent is what settled runs spent, in every scope. */
async function moneyIsConserved(look: Look): Promise<readonly string[]> {
  const reserved = await look<{ scope: string; ref: string }>(
    `select s.scope, s.scope_ref as ref from spending s
     left join (select org_id, scope, scope_ref, period_start, sum(reserved_micro_usd) as sum
                from reservations group by 1, 2, 3, 4) r using (org_id, scope, scope_ref, period_start)
     where s.reserved_micro_usd <> coalesce(r.sum, 0)`,
  );
  const spent = await look<{ period: string }>(
    `select period_start::text as period from spending where scope = 'organization'
     group by period_start having sum(spent_micro_usd) <>
       (select coalesce(sum(spent_micro_usd), 0) from runs where settled_at is not null)`,
  );
  return [
    ...reserved.map(({ scope, ref }) => `${scope} ${ref}: reserved is not what runs reserved`),
    ...spent.map(({ period }) => `organization, ${period}: spent is not what runs spent`),
  ];
}

async function webhooksAreStored(look: Look, { webhooks }: History): Promise<readonly string[]> {
  const rows = await look<{ id: string }>('select id from deliveries');
  const stored = new Set(rows.map(({ id }) => id));
  return [...webhooks].filter((id) => !stored.has(id)).map((id) => `delivery ${id}: answered 2xx, and lost`);
}
