import { HeartbeatAnswer } from '../../contract/run-protocol.ts';
import type { Caller, Reply } from './caller.ts';

export interface HeartbeatDeps {
  readonly call: Caller;
  readonly everyMs: () => number;
  readonly epoch: () => number;
  readonly spentMicroUsd: () => number;
  readonly lastSeq: () => number;
  readonly onReply: (reply: Reply<HeartbeatAnswer>) => void;
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}

const timeoutMs = 10_000;
const leastMs = 500;

/** Says again and again that the run is there and what it has spent. After one that was lost the next comes sooner, for the lease does not wait. */
export async function keepBeating(deps: HeartbeatDeps): Promise<void> {
  const { signal, everyMs } = deps;
  let isLost = false;
  while (!signal.aborted) {
    await deps.pause(isLost ? Math.max(leastMs, everyMs() * deps.random()) : everyMs());
    if (signal.aborted) return;
    const { epoch, spentMicroUsd, lastSeq } = deps;
    const reply = await deps.call({
      path: 'heartbeat',
      body: JSON.stringify({ epoch: epoch(), spentMicroUsd: spentMicroUsd(), lastSeq: lastSeq() }),
      answer: HeartbeatAnswer,
      timeoutMs,
      signal,
    });
    if (signal.aborted) return;
    isLost = reply.kind !== 'answer';
    deps.onReply(reply);
  }
}
