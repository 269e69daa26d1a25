import type { StopReason } from './ending.ts';

export interface Stopper {
  /** Aborts with a `StopReason`; the first reason stays. */
  readonly signal: AbortSignal;
  readonly stop: (reason: StopReason) => void;
  /** Ends the run so long after its begin where that is earlier than its own limit; a later call takes the place of an earlier one. */
  readonly grantTime: (ms: number) => void;
  readonly dispose: () => void;
}

/** What can end a run from outside: its time limit, and the runner, which sends SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL. */
export function createStopper(timeoutMs: number, cancelled: AbortSignal): Stopper {
  const controller = new AbortController();
  const stop: Stopper['stop'] = (reason) => controller.abort(reason);
  const startedAt = performance.now();
  const endAfter = (ms: number, message: string): NodeJS.Timeout =>
    setTimeout(
      () => stop({ failureClass: 'timeout', message }),
      Math.min(Math.max(0, startedAt + ms - performance.now()), 2 ** 31 - 1),
    );
  const own = `The run took longer than timeout-minutes allows (${minutesOf(timeoutMs)}).`;
  let timer = endAfter(timeoutMs, own);
  const cancel = (): void => stop({ failureClass: 'cancelled', message: 'The job was cancelled.' });
  if (cancelled.aborted) cancel();
  cancelled.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    stop,
    grantTime: (ms) => {
      clearTimeout(timer);
      const granted = `The run took longer than the coordinator granted (until ${minutesOf(ms)} minutes after its begin).`;
      timer = ms < timeoutMs ? endAfter(ms, granted) : endAfter(timeoutMs, own);
    },
    dispose: () => clearTimeout(timer),
  };
}

const minutesOf = (ms: number): number => Number((ms / 60_000).toFixed(2));
