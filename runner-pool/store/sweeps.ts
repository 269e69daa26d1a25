import type { Database } from '../database/database.ts';

interface SweepClaim {
  readonly name: string;
  readonly claim: string;
}

/** Takes a sweep for this instance; false while another one is at it, or where it began less than `leastGapMs` ago. */
export async function claimSweep(
  database: Pick<Database, 'call'>,
  { name, claim, holdMs, leastGapMs }: SweepClaim & { readonly holdMs: number; readonly leastGapMs: number },
): Promise<boolean> {
  const rows = await database.call(
    `insert into sweeps as s (name, claim, held_until, started_at)
     values ($1, $2, now() + $3::float8 * interval '1 millisecond', now())
     on conflict (name) do update set claim = excluded.claim, held_until = excluded.held_until, started_at = now()
     where (s.held_until is null or s.held_until <= now())
       and s.started_at <= now() - $4::float8 * interval '1 millisecond'
     returning name`,
    [name, claim, holdMs, leastGapMs],
  );
  return rows.length === 1;
}

export async function renewSweep(
  database: Pick<Database, 'call'>,
  { name, claim, holdMs }: SweepClaim & { readonly holdMs: number },
): Promise<boolean> {
  const rows = await database.call(
    `update sweeps set held_until = now() + $3::float8 * interval '1 millisecond'
     where name = $1 and claim = $2 returning name`,
    [name, claim, holdMs],
  );
  return rows.length === 1;
}

export async function endSweep(database: Pick<Database, 'call'>, { name, claim }: SweepClaim): Promise<void> {
  await database.call(
    'update sweeps set claim = null, held_until = null, ended_at = now() where name = $1 and claim = $2',
    [name, claim],
  );
}

/** When each began last, in milliseconds before now. */
export async function sweepAges(database: Pick<Database, 'call'>): Promise<ReadonlyMap<string, number>> {
  const rows = await database.call<{ name: string; ageMs: number }>(
    `select name, (extract(epoch from now() - started_at) * 1000)::float8 as "ageMs" from sweeps`,
    [],
  );
  return new Map(rows.map(({ name, ageMs }) => [name, ageMs]));
}
