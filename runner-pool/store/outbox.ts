import type { QueueName, TaskKind } from '../../contract/dead-letter.ts';
import type { Transaction } from '../database/database.ts';

export type { QueueName, TaskKind };

/** What can be due, and in which queue it is done; `ref` is the id of what it is about. */
export const queueOf = {
  'work-delivery': 'webhooks',
  'retry-run': 'retries',
  'reconcile-run': 'reconciliation',
  'ingest-artifact': 'reconciliation',
  'index-run': 'cleanup',
  'archive-run': 'cleanup',
  'announce-run': 'notifications',
} as const satisfies Readonly<Record<TaskKind, QueueName>>;

export interface NewTask {
  readonly orgId: number;
  readonly kind: TaskKind;
  readonly ref: string;
  /** Higher goes first; 0 is usual. */
  readonly priority?: number;
  /** ISO 8601; now, if absent. */
  readonly runAfter?: string;
}

/**
 * Makes something due, in the caller's transaction. Due already: it stays once, at the earlier time. Being done: it is done once
 * more afterwards. Not before `runAfter`, which a task may use to have itself done again.
 */
export async function addTask(tx: Transaction, task: NewTask): Promise<void> {
  await tx.run('select add_task($1, $2, $3, $4, $5, $6)', [
    task.orgId,
    queueOf[task.kind],
    task.kind,
    task.ref,
    task.priority ?? 0,
    task.runAfter ?? null,
  ]);
}

/** Makes many due at once, now; in the order given, which has to be the same everywhere. */
export async function addTasks(
  tx: Transaction,
  orgId: number,
  tasks: readonly Pick<NewTask, 'kind' | 'ref' | 'priority'>[],
): Promise<void> {
  await tx.run(
    `select add_task($1, t.queue, t.kind, t.ref, t.priority)
     from unnest($2::text[], $3::text[], $4::text[], $5::integer[]) as t (queue, kind, ref, priority)`,
    [
      orgId,
      tasks.map(({ kind }) => queueOf[kind]),
      tasks.map(({ kind }) => kind),
      tasks.map(({ ref }) => ref),
      tasks.map(({ priority = 0 }) => priority),
    ],
  );
}

export interface QueueDepth {
  readonly queue: QueueName;
  /** Wanted now and not begun. */
  readonly waiting: number;
  /** Not wanted before later. */
  readonly delayed: number;
  readonly running: number;
  /** How long the oldest that waits was wanted already. */
  readonly oldestSeconds: number;
}

/** What each queue holds, of all tenants together. Queues that hold nothing are left out. */
export async function queueDepths(tx: Transaction): Promise<readonly QueueDepth[]> {
  return tx.rows<QueueDepth>(
    `select queue,
       count(*) filter (where claim is null and (handed_at is not null or held_until is null)) as waiting,
       count(*) filter (where handed_at is null and held_until is not null) as delayed,
       count(*) filter (where claim is not null) as running,
       coalesce(extract(epoch from now() - min(run_after) filter
         (where claim is null and (handed_at is not null or held_until is null))), 0)::float8 as "oldestSeconds"
     from outbox group by queue`,
  );
}

/** When a task that waits is due; null where there is none, or it is being done. */
export async function dueAt(
  tx: Transaction,
  task: { readonly orgId: number; readonly kind: TaskKind; readonly ref: string },
): Promise<string | null> {
  const found = await tx.row<{ run_after: string | null }>(
    'select run_after from outbox where org_id = $1 and kind = $2 and ref = $3',
    [task.orgId, task.kind, task.ref],
  );
  return found?.run_after ?? null;
}
