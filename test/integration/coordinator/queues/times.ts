import type { QueuePlan, QueueTimes } from '../../../../runner-pool/queues/times.ts';
import type { QueueName } from '../../../../runner-pool/store/outbox.ts';

/** Short enough for a test; the ratios are those of `usualTimes`. */
export const shortTimes: QueueTimes = {
  pollMs: 100,
  handMs: 1_500,
  claimMs: 1_500,
  crashMs: 50,
  drainMs: 1_500,
};

const plan: QueuePlan = {
  concurrency: 8,
  room: 64,
  share: 6,
  attempts: 3,
  baseMs: 20,
  maxMs: 100,
  limitMs: 30_000,
};

export const plansWith = (change: Partial<QueuePlan> = {}): Readonly<Record<QueueName, QueuePlan>> => {
  const one = { ...plan, ...change };
  return { webhooks: one, retries: one, reconciliation: one, cleanup: one, notifications: one };
};
