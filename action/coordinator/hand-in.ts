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

/** A clause about the coordinator that says why the end of the run could not be told to it; null when it was. */
export async function tellFinish({
  call,
  epoch,
  report,
  timeoutMs,
  signal,
}: FinishDeps): Promise<string | null> {
  let why = 'was not reached';
  for (const waitMs of [0, 300, 1000, 2000]) {
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return why;
    const body = JSON.stringify({ epoch: epoch(), report });
    const reply = await call({ path: 'finish', body, answer: Finished, timeoutMs, signal });
    if (reply.kind === 'answer') return null;
    if (reply.kind === 'refused') return `refused the report. ${sentence(reply.problem.detail)}`;
    if (!signal.aborted) why = reply.why;
  }
  return why;
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
