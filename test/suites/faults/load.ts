import type { History } from './history.ts';
import { createPatientClient } from './patient-client.ts';
import { sendWebhooks } from './send-webhooks.ts';
import { simulateRun } from './simulated-run.ts';

export interface LoadOptions {
  readonly url: string;
  readonly adminToken: string;
  readonly webhookSecret: string;
  readonly history: History;
  readonly lanes: number;
}

export interface Load {
  /** Lets what is under way come to its end; then all of it is. */
  readonly stop: () => Promise<void>;
}

/** Runs one after another in each lane, lanes sharing subjects by pairs, and webhooks beside them, until it is stopped. */
export function startLoad({ url, adminToken, webhookSecret, history, lanes }: LoadOptions): Load {
  const stopping = new AbortController();
  const never = new AbortController().signal;
  const post = createPatientClient({ url, history, signal: never });
  const lane = async (at: number): Promise<void> => {
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      const number = at * 100_000 + turn;
      const run = { number, subject: `pr-${Math.floor(at / 2)}`, events: 60, spentMicroUsd: 1000 + turn };
      await simulateRun({ post, history, adminToken }, run);
    }
  };
  const work = [
    ...Array.from({ length: lanes }, async (_, at) => lane(at)),
    sendWebhooks({ url, secret: webhookSecret, history, signal: stopping.signal }),
  ];
  const all = Promise.all(work);
  // It is awaited by `stop`; a rejection must not count as unhandled before.
  all.catch(() => undefined);
  return {
    stop: async () => {
      stopping.abort();
      await all;
    },
  };
}
