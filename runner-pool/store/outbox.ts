import type { Transaction } from '../database/database.ts';

/** What can be due, and in which queue it is done; `ref` is the id of what it is about. */
export const queueOf = {
  'work-delivery': 'webhooks',
  'retry-run': 'retries',
  'reconcile-run': 'reconciliation',
  'ingest-artifact': 'reconciliation',
  'index-run': 'cleanup',
  'archive-run': 'cleanup',
  'announce-run': 'notifications',
} as const;
export type TaskKind = keyof typeof queueOf;
export type QueueName = (typeof queueOf)[TaskKind];

export interface NewTask {
  readonly orgId: number;
  readonly kind: TaskKind;
  readonly ref: string;
  /** Higher goes first; 0 is usual. */
  readonly priority?: number;
  /** ISO 8601; now, if absent. */
  readonly runAfter?: string;
}

/** Makes something due, in the caller's transaction. Due already: it stays once, at the earlier time. */
export async function addTask(tx: Transaction, task: NewTask): Promise<void> {
  await tx.run(
    `insert into outbox (org_id, queue, kind, ref, priority, run_after)
     values ($1, $2, $3, $4, $5, coalesce($6::timestamptz, now()))
     on conflict (org_id, kind, ref) do update set
       priority = greatest(outbox.priority, excluded.priority),
       run_after = least(outbox.run_after, excluded.run_after)`,
    [task.orgId, queueOf[task.kind], task.kind, task.ref, task.priority ?? 0, task.runAfter ?? null],
  );
}
