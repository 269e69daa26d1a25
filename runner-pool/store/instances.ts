import type { Database, Transaction } from '../database/database.ts';

/** Means nothing; instances that start or look at the same time do so one after the other. */
const lockKey = 6_120_935_507;

/** Seconds since any instance was seen; null: none ever was. Whoever else asks waits until the transaction ends. */
export async function secondsSinceSeen(tx: Transaction): Promise<number | null> {
  await tx.run('select pg_advisory_xact_lock($1)', [lockKey]);
  const row = await tx.row<{ seconds: number | null }>(
    'select extract(epoch from clock_timestamp() - max(seen_at))::float8 as seconds from instances',
  );
  return row?.seconds ?? null;
}

export async function noteInstance(tx: Transaction, id: string): Promise<void> {
  await tx.run(
    `insert into instances (id, started_at, seen_at) values ($1, clock_timestamp(), clock_timestamp())
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [id],
  );
  await tx.run(`delete from instances where seen_at < clock_timestamp() - interval '1 day'`);
}

export async function forgetInstance(tx: Transaction, id: string): Promise<void> {
  await tx.run('delete from instances where id = $1', [id]);
}

/** Of all organizations: every lease lasts at least so long from now, and every waiting run counts as just heard of. */
export async function extendLeases(tx: Transaction, seconds: number): Promise<number> {
  const row = await tx.row<{ count: number }>('select extend_leases($1) as count', [seconds]);
  return row?.count ?? 0;
}

export interface OverdueRun {
  readonly orgId: number;
  readonly runId: string;
}

/** Runs of all organizations that somebody has to look at: see `overdue_runs` in the migrations. */
export async function overdueRuns(
  database: Pick<Database, 'call'>,
  {
    silentSeconds,
    deafSeconds,
    most,
  }: {
    readonly silentSeconds: number;
    readonly deafSeconds: number;
    readonly most: number;
  },
): Promise<readonly OverdueRun[]> {
  return database.call<OverdueRun>(
    'select org_id as "orgId", run_id as "runId" from overdue_runs($1, $2, $3)',
    [silentSeconds, deafSeconds, most],
  );
}
