import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../contract/report.ts';
import { Finished } from '../../contract/run-protocol.ts';
import type { Caller } from './caller.ts';
import { sentence } from './sentence.ts';

export interface FinishDeps {
  readonly call: Caller;
  readonly epoch: () => number;
  readonly report: Report;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** `why`: a clause about the coordinator. `retryAt`: when it starts the run again; null: it does not. */
export type Told =
  | { readonly kind: 'told'; readonly retryAt: string | null }
  | { readonly kind: 'not told'; readonly why: string };

/** Tells the coordinator of the end of the run. Never rejects. */
export async function tellFinish({ call, epoch, report, timeoutMs, signal }: FinishDeps): Promise<Told> {
  let why = 'was not reached';
  for (const waitMs of [0, 300, 1000, 2000]) {
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const body = JSON.stringify({ epoch: epoch(), report });
    const reply = await call({ path: 'finish', body, answer: Finished, timeoutMs, signal });
    if (reply.kind === 'answer') return { kind: 'told', retryAt: reply.value.retryAt };
    if (reply.kind === 'refused')
      return { kind: 'not told', why: `refused the report. ${sentence(reply.problem.detail)}` };
    if (!signal.aborted) why = reply.why;
  }
  return { kind: 'not told', why };
}

export interface Patience {
  readonly work: Promise<unknown>;
  /** Changes as long as the work gets anywhere. */
  readonly progress: () => number;
  readonly standstillMs: number;
  readonly mostMs: number;
}

/** Waits for work that gets somewhere. */
export async function whileItMoves({ work, progress, standstillMs, mostMs }: Patience): Promise<void> {
  const done = new AbortController();
  const ended = work.then(
    () => done.abort(),
    () => done.abort(),
  );
  const startedAt = performance.now();
  for (let seen = Number.NaN; !done.signal.aborted && performance.now() - startedAt < mostMs; ) {
    if (progress() === seen) break;
    seen = progress();
    await Promise.race([
      ended,
      sleep(Math.min(standstillMs, mostMs), undefined, { signal: done.signal }).catch(() => undefined),
    ]);
  }
  done.abort();
}
