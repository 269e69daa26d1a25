import type { Database, Transaction } from '../database/database.ts';
import type { QueueName, TaskKind } from './outbox.ts';

/** What the courier carries: the number of an outbox row, and how often it was handed out. */
export interface HandedTask {
  readonly id: number;
  readonly orgId: number;
  readonly queue: QueueName;
  readonly kind: TaskKind;
  readonly priority: number;
  readonly hands: number;
  /** How many its tenant has in front of it, itself included. */
  readonly rank: number;
}

export interface HandLimits {
  /** Most that courier and workers may have together, a tenant's share of it, and who was served last (-1: nobody yet). */
  readonly [queue: string]: { readonly room: number; readonly share: number; readonly after: number };
}

/** Hands out what is due. `isMore`: something waits for room. */
export async function handTasks(
  database: Pick<Database, 'call'>,
  {
    limits,
    holdMs,
    crashMs,
  }: {
    readonly limits: HandLimits;
    readonly holdMs: number;
    readonly crashMs: number;
  },
): Promise<{ readonly tasks: readonly HandedTask[]; readonly isMore: boolean }> {
  const rows = await database.call<HandedTask & { readonly isMore: boolean }>(
    `select id, org_id as "orgId", queue, kind, priority, hands, rank, is_more as "isMore"
     from hand_tasks($1, $2::float8 * interval '1 millisecond', $3::float8 * interval '1 millisecond')`,
    [JSON.stringify(limits), holdMs, crashMs],
  );
  return { tasks: rows.filter(({ id }) => id !== null), isMore: rows.some(({ isMore }) => isMore) };
}

/** What the courier would not take: due again in a moment. */
export async function takeBack(
  database: Pick<Database, 'call'>,
  tasks: readonly HandedTask[],
  delayMs: number,
): Promise<void> {
  await database.call(
    `update outbox set handed_at = null, held_until = now() + $3::float8 * interval '1 millisecond'
     from unnest($1::bigint[], $2::integer[]) as given (id, hands)
     where outbox.id = given.id and outbox.hands = given.hands and claim is null`,
    [tasks.map(({ id }) => id), tasks.map(({ hands }) => hands), delayMs],
  );
}

export interface ClaimedTask {
  readonly id: number;
  readonly claim: string;
  readonly orgId: number;
  readonly queue: QueueName;
  readonly kind: TaskKind;
  readonly ref: string;
  readonly priority: number;
  /** This one is counted. */
  readonly attempts: number;
  readonly hands: number;
}

/** A worker takes a task for itself alone; null where it is done, another's, or was handed out anew since. */
export async function claimTask(
  database: Pick<Database, 'call'>,
  {
    id,
    hands,
    claim,
    holdMs,
  }: { readonly id: number; readonly hands: number; readonly claim: string; readonly holdMs: number },
): Promise<ClaimedTask | null> {
  const rows = await database.call<ClaimedTask>(
    `update outbox set claim = $3, attempts = attempts + 1, missed = 0, run_after = null,
       held_until = now() + $4::float8 * interval '1 millisecond'
     where id = $1 and hands = $2 and handed_at is not null and claim is null
     returning id, claim, org_id as "orgId", queue, kind, ref, priority, attempts, hands`,
    [id, hands, claim, holdMs],
  );
  return rows[0] ?? null;
}

type Held = Pick<ClaimedTask, 'id' | 'claim'>;

/** Whether the worker still has it. */
export async function renewClaim(
  database: Pick<Database, 'call'>,
  { id, claim }: Held,
  holdMs: number,
): Promise<boolean> {
  const rows = await database.call(
    `update outbox set held_until = now() + $3::float8 * interval '1 millisecond'
     where id = $1 and claim = $2 returning id`,
    [id, claim, holdMs],
  );
  return rows.length === 1;
}

/** Done: gone, or due once more where it was asked for again meanwhile. */
export async function completeTask(database: Pick<Database, 'call'>, { id, claim }: Held): Promise<void> {
  await database.call('select complete_task($1, $2)', [id, claim]);
}

/** Not done: due again after the delay, or when it was asked for again meanwhile. */
export async function postponeTask(
  database: Pick<Database, 'call'>,
  held: Held,
  { delayMs, isAttempt }: { readonly delayMs: number; readonly isAttempt: boolean },
): Promise<void> {
  await database.call(
    `update outbox set claim = null, handed_at = null, attempts = attempts - $4,
       run_after = coalesce(run_after, now() + $3::float8 * interval '1 millisecond'),
       held_until = nullif(greatest(coalesce(run_after, now() + $3::float8 * interval '1 millisecond'), now()), now())
     where id = $1 and claim = $2`,
    [held.id, held.claim, delayMs, isAttempt ? 0 : 1],
  );
}

/** Given up, unless it was asked for again meanwhile. Whether it is gone. */
export async function dropTask(tx: Transaction, held: Held): Promise<boolean> {
  const gone = await tx.run('delete from outbox where id = $1 and claim = $2 and run_after is null', [
    held.id,
    held.claim,
  ]);
  return gone === 1;
}
