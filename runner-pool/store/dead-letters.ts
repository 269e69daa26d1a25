import type { Transaction } from '../database/database.ts';
import { unplanned } from '../database/prepared.ts';
import type { Place } from '../http/page.ts';
import type { QueueName, TaskKind } from './outbox.ts';

export interface DeadLetterRow {
  readonly id: string;
  readonly queue: QueueName;
  readonly kind: TaskKind;
  readonly ref: string;
  readonly priority: number;
  readonly attempts: number;
  readonly error: string;
  readonly failedAt: string;
  readonly retriedAt: string | null;
}

const columns = `id, queue, kind, ref, priority, attempts, error, failed_at as "failedAt", retried_at as "retriedAt"`;

/** One for each task: failing anew after a retry, it is the same letter with the new error. */
export async function insertDeadLetter(
  tx: Transaction,
  letter: Omit<DeadLetterRow, 'failedAt' | 'retriedAt'> & { readonly orgId: number },
): Promise<void> {
  await tx.run(
    `insert into dead_letters (org_id, id, queue, kind, ref, priority, attempts, error)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (org_id, kind, ref) do update set
       attempts = excluded.attempts, error = excluded.error, failed_at = now(), retried_at = null`,
    [
      letter.orgId,
      letter.id,
      letter.queue,
      letter.kind,
      letter.ref,
      letter.priority,
      letter.attempts,
      letter.error,
    ],
  );
}

export interface DeadLetterFilter {
  readonly queue?: string;
  readonly kind?: string;
  /** ISO 8601. */
  readonly since?: string;
  readonly state?: 'failed' | 'retried';
}

/** Newest first; one more than `limit`, where there is one. */
export async function listDeadLetters(
  tx: Transaction,
  {
    orgId,
    filter,
    after,
    limit,
  }: {
    readonly orgId: number;
    readonly filter: DeadLetterFilter;
    readonly after: Place | null;
    readonly limit: number;
  },
): Promise<readonly DeadLetterRow[]> {
  const { where, values } = conditions(orgId, filter);
  const place =
    after === null ? '' : `and (failed_at, id) < ($${values.push(after.at)}, $${values.push(after.id)})`;
  return tx.rows(
    `select ${columns} from dead_letters where ${where} ${place}
     order by failed_at desc, id desc limit $${values.push(limit + 1)}${unplanned}`,
    values,
  );
}

export async function findDeadLetter(
  tx: Transaction,
  orgId: number,
  id: string,
): Promise<DeadLetterRow | null> {
  return tx.row(`select ${columns} from dead_letters where org_id = $1 and id = $2`, [orgId, id]);
}

/** Marks as retried those that are not yet, the oldest first; gives them. */
export async function markRetried(
  tx: Transaction,
  {
    orgId,
    filter,
    id,
    ref,
    most,
  }: {
    readonly orgId: number;
    readonly filter: DeadLetterFilter;
    readonly id?: string;
    readonly ref?: string;
    readonly most: number;
  },
): Promise<readonly DeadLetterRow[]> {
  const { where, values } = conditions(orgId, { ...filter, state: 'failed' });
  const only = [
    id === undefined ? '' : `and id = $${values.push(id)}`,
    ref === undefined ? '' : `and ref = $${values.push(ref)}`,
  ].join(' ');
  return tx.rows(
    `update dead_letters set retried_at = now() where org_id = $1 and id in (
       select id from dead_letters where ${where} ${only}
       order by failed_at, id limit $${values.push(most)} for update)
     returning ${columns}${unplanned}`,
    values,
  );
}

export async function deleteDeadLetter(tx: Transaction, orgId: number, id: string): Promise<boolean> {
  return (await tx.run('delete from dead_letters where org_id = $1 and id = $2', [orgId, id])) === 1;
}

/** Those of a run: why it is not run again. */
export async function deadLetterOf(
  tx: Transaction,
  { orgId, kind, ref }: { readonly orgId: number; readonly kind: TaskKind; readonly ref: string },
): Promise<DeadLetterRow | null> {
  return tx.row(
    `select ${columns} from dead_letters where org_id = $1 and kind = $2 and ref = $3 and retried_at is null`,
    [orgId, kind, ref],
  );
}

function conditions(orgId: number, filter: DeadLetterFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [orgId];
  const parts = ['org_id = $1'];
  if (filter.queue !== undefined) parts.push(`queue = $${values.push(filter.queue)}`);
  if (filter.kind !== undefined) parts.push(`kind = $${values.push(filter.kind)}`);
  if (filter.since !== undefined) parts.push(`failed_at >= $${values.push(filter.since)}`);
  if (filter.state !== undefined)
    parts.push(filter.state === 'failed' ? 'retried_at is null' : 'retried_at is not null');
  return { where: parts.join(' and '), values };
}
