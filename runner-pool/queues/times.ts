import type { QueueName } from '../store/outbox.ts';

/** How long, how many, how often: all that the queues measure by. */
export interface QueueTimes {
  /** The outbox is looked at this often even if nobody says that something is due. */
  readonly pollMs: number;
  /** A courier that did not deliver within this is given up on; longer each time it is missed. */
  readonly handMs: number;
  /** A worker that is not heard of for this long is taken for dead. */
  readonly claimMs: number;
  /** What a worker died of waits up to this long, up to twice as long after the second time, and so on. */
  readonly crashMs: number;
  /** What is under way at the end has this long. */
  readonly drainMs: number;
}

export const usualTimes: QueueTimes = {
  pollMs: 1_000,
  handMs: 30_000,
  claimMs: 30_000,
  crashMs: 2_000,
  drainMs: 8_000,
};

export interface QueuePlan {
  /** At once, in one instance. */
  readonly concurrency: number;
  /** With couriers and workers together, in all instances; and one tenant's share of it. */
  readonly room: number;
  readonly share: number;
  /** Failed attempts, the first included, until a person is asked; their back-off. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly maxMs: number;
  /** A handler is told to end after this. */
  readonly limitMs: number;
}

const minute = 60_000;
/** Short, and waiting for others most of the time. */
const light = { concurrency: 16, room: 640, share: 64, attempts: 10, baseMs: 1_000, maxMs: 10 * minute };
/** Whole journals pass through memory. */
const heavy = { concurrency: 4, room: 160, share: 32, attempts: 8, baseMs: 5_000, maxMs: 30 * minute };

/** A share fills the way there and back; what it leaves of the room lets ten tenants be on it at once. */
export const queuePlans: Readonly<Record<QueueName, QueuePlan>> = {
  // All of it is in the database, whose connections requests want too.
  webhooks: { ...light, concurrency: 8, limitMs: minute },
  retries: { ...light, limitMs: 2 * minute },
  notifications: { ...light, attempts: 8, limitMs: 2 * minute },
  reconciliation: { ...heavy, limitMs: 10 * minute },
  cleanup: { ...heavy, limitMs: 20 * minute },
};
