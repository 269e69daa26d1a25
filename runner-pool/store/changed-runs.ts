import type { Database } from '../database/database.ts';

export interface ChangedRuns {
  /** Of the database's clock: look after it next time. */
  readonly asOf: string;
  /** With a mark each that is another one when the run has changed: all that are open, and what changed lately. */
  readonly marks: ReadonlyMap<string, string>;
  /** Of those that ended, the last one that was looked at, where there are more; null: there are not. */
  readonly cutAfter: string | null;
}

/** A transaction is over by then: one that is idle is ended after 30 s, and a statement after 15. */
const overlapSeconds = 60;
const mostEnded = 5_000;

/** One round trip, as a statement of its own. `since` null: from now on. */
export async function findChangedRuns(
  { call }: Pick<Database, 'call'>,
  { orgId, since }: { readonly orgId: number; readonly since: string | null },
): Promise<ChangedRuns> {
  const rows = await call<{ asOf: string; id: string | null; mark: string; place: number | null }>(
    `select as_of as "asOf", run_id as id, mark, place from changed_runs($1, $2, make_interval(secs => $3), $4)`,
    [orgId, since, overlapSeconds, mostEnded],
  );
  return {
    asOf: rows[0]?.asOf ?? '',
    marks: new Map(rows.flatMap(({ id, mark }) => (id === null ? [] : [[id, mark] as const]))),
    cutAfter: rows.find(({ place }) => place === mostEnded)?.id ?? null,
  };
}
