import type { Database } from '../database/database.ts';

/** Ends a run's journal with a line that says why. The acknowledged seq; null: there is no such run. */
export async function cutJournal(
  { call }: Pick<Database, 'call'>,
  { orgId, runId, reason }: { readonly orgId: number; readonly runId: string; readonly reason: string },
): Promise<number | null> {
  const rows = await call<{ seq: number | null }>('select cut_journal($1, $2, $3) as seq', [
    orgId,
    runId,
    reason,
  ]);
  return rows[0]?.seq ?? null;
}
