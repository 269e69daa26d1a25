import type { Transaction } from '../database/database.ts';

export interface Stretch {
  readonly firstSeq: number;
  /** Of one long event there are several. */
  readonly part: number;
  readonly lastSeq: number;
  /** Separated by blanks; letters and digits alone. */
  readonly words: string;
}

/** Where the last stretch of a run begins, which may have room for more; null: there is none yet. */
export async function lastStretch(tx: Transaction, orgId: number, runId: string): Promise<number | null> {
  const row = await tx.row<{ firstSeq: number | null }>(
    'select max(first_seq) as "firstSeq" from event_words where org_id = $1 and run_id = $2',
    [orgId, runId],
  );
  return row?.firstSeq ?? null;
}

/** The stretches from `from` on are these, and no others. */
export async function replaceStretches(
  tx: Transaction,
  {
    orgId,
    runId,
    from,
    stretches,
  }: {
    readonly orgId: number;
    readonly runId: string;
    readonly from: number;
    readonly stretches: readonly Stretch[];
  },
): Promise<void> {
  await tx.run('delete from event_words where org_id = $1 and run_id = $2 and first_seq >= $3', [
    orgId,
    runId,
    from,
  ]);
  for (const { firstSeq, part, lastSeq, words } of stretches)
    await tx.run(
      `insert into event_words (org_id, run_id, first_seq, part, last_seq, words) values ($1, $2, $3, $4, $5, to_tsvector('simple', $6))
       on conflict (org_id, run_id, first_seq, part) do update set last_seq = excluded.last_seq, words = excluded.words`,
      [orgId, runId, firstSeq, part, lastSeq, words],
    );
}

export async function deleteStretches(tx: Transaction, orgId: number, runId: string): Promise<void> {
  await tx.run('delete from event_words where org_id = $1 and run_id = $2', [orgId, runId]);
}

export interface FoundRun {
  readonly runId: string;
  readonly repository: string;
  readonly subject: string;
  readonly task: string;
  readonly createdAt: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Newest run first, each with the first of its stretches that has what is asked for. Null: nothing is asked for. */
export async function findRunsByWords(
  tx: Transaction,
  {
    orgId,
    query,
    after,
    limit,
  }: {
    readonly orgId: number;
    readonly query: string;
    readonly after: { readonly at: string; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<readonly FoundRun[] | null> {
  // The policy `search` reads it: migrations/0005-events.sql says why.
  const asked = await tx.row<{ nodes: number }>(
    `select numnode(q) as nodes, set_config('app.words', q::text, true) from websearch_to_tsquery('simple', $1) q`,
    [query],
  );
  if (asked === null || asked.nodes === 0) return null;
  return tx.rows<FoundRun>(
    `select r.id as "runId", p.full_name as repository, r.subject, r.task, r.created_at as "createdAt",
       w.first_seq as "firstSeq", w.last_seq as "lastSeq"
     from (select distinct on (run_id) run_id, first_seq, last_seq from event_words where org_id = $1
         order by run_id, first_seq, part) w
       join runs r on r.org_id = $1 and r.id = w.run_id
       join repositories p on p.org_id = r.org_id and p.id = r.repository_id
     where $2::timestamptz is null or (r.created_at, r.id) < ($2, $3)
     order by r.created_at desc, r.id desc limit $4`,
    [orgId, after?.at ?? null, after?.id ?? null, limit],
  );
}
