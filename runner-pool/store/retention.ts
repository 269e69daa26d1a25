import type { Transaction } from '../database/database.ts';

/** Days after the end of a run, where no policy says anything else. */
export interface RetentionDays {
  readonly retentionDays: number;
  readonly archiveDays: number;
}

const daysOf = (name: keyof RetentionDays, fallback: string): string =>
  `make_interval(days => coalesce((p.policy ->> '${name}')::integer, (s.policy ->> '${name}')::integer, ${fallback}))`;

const dueRuns = `from runs r
    left join repositories p on p.org_id = r.org_id and p.id = r.repository_id
    left join organization_settings s on s.org_id = r.org_id`;
const isToArchive = `r.archived_at is null and r.ended_at < now() - ${daysOf('retentionDays', '$2')}`;
const isToRemove = `r.archived_at is not null and r.journal_removed_at is null and r.ended_at < now() - ${daysOf('archiveDays', '$3')}`;

/** Runs whose journal is to be archived, or whose archive is to be removed, longest ended first. */
export async function findDueJournals(
  tx: Transaction,
  { orgId, days, most }: { readonly orgId: number; readonly days: RetentionDays; readonly most: number },
): Promise<readonly string[]> {
  const rows = await tx.rows<{ id: string }>(
    `(select r.id ${dueRuns} where r.org_id = $1 and ${isToArchive} order by r.ended_at limit $4)
     union all (select r.id ${dueRuns} where r.org_id = $1 and ${isToRemove} order by r.ended_at limit $4)`,
    [orgId, days.retentionDays, days.archiveDays, most],
  );
  return rows.map(({ id }) => id);
}

export interface DueNow {
  readonly isArchived: boolean;
  readonly isToArchive: boolean;
  readonly isToRemove: boolean;
}

/** What is due with one run's journal now. */
export async function dueWith(
  tx: Transaction,
  { orgId, runId, days }: { readonly orgId: number; readonly runId: string; readonly days: RetentionDays },
): Promise<DueNow | null> {
  return tx.row<DueNow>(
    `select r.archived_at is not null and r.journal_removed_at is null as "isArchived",
       coalesce(${isToArchive}, false) as "isToArchive", coalesce(${isToRemove}, false) as "isToRemove"
     ${dueRuns} where r.org_id = $1 and r.id = $4`,
    [orgId, days.retentionDays, days.archiveDays, runId],
  );
}
