import { setTimeout as sleep } from 'node:timers/promises';
import { type AdmissionAnswer, type AdmissionDesk, askAdmission } from './ask-admission.ts';
import { backOffMs } from './back-off.ts';

interface Patience {
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Claude waits for this, so it ends; a coordinator that is being restarted is back within it. */
const mostMs = 10_000;
const quickCapMs = 2000;

/** Asks until there is an answer, for ten seconds in all. */
export async function askPatiently(
  desk: AdmissionDesk,
  { random, pause, signal }: Patience,
): Promise<AdmissionAnswer> {
  const over = new AbortController();
  const limit = AbortSignal.any([signal, over.signal]);
  const timer = sleep(mostMs, undefined, { signal: limit }).then(
    () => over.abort(),
    () => undefined,
  );
  let last: AdmissionAnswer | null = null;
  for (let failures = 1; ; failures++) {
    const answer = await askAdmission(desk, limit);
    // What the limit itself broke off says less than the answer before it.
    if (answer.kind === 'away' && limit.aborted)
      last ??= { ...answer, why: `did not answer within ${mostMs / 1000} s` };
    else last = answer;
    if (last.kind !== 'away' || limit.aborted) break;
    const { retryAfterMs } = last;
    await Promise.race([
      pause(backOffMs({ failures, capMs: quickCapMs, retryAfterMs, random: random() })),
      timer,
    ]);
    if (limit.aborted) break;
  }
  over.abort();
  return last;
}

const slowCapMs = 60_000;

/** Goes on asking beside the run, until there is an answer; `isLast` says that the next try is to be the last. */
export async function keepAsking(
  desk: AdmissionDesk,
  { random, pause, signal, isLast }: Patience & { readonly isLast: () => boolean },
): Promise<AdmissionAnswer | null> {
  for (let failures = 1; !signal.aborted; failures++) {
    await pause(
      backOffMs({ failures: failures + 2, capMs: slowCapMs, retryAfterMs: null, random: random() }),
    );
    if (signal.aborted) return null;
    const wasLast = isLast();
    const answer = await askAdmission(desk, signal);
    if (answer.kind !== 'away' || wasLast) return answer;
  }
  return null;
}
