import type { Stop } from '../claude/run-claude.ts';

export interface Stopper {
  /** Aborts with a `Stop` as its reason; the first reason stays. */
  readonly signal: AbortSignal;
  readonly stop: (reason: Stop & { readonly remedy?: string }) => void;
  readonly dispose: () => void;
}

/** What can end a run from outside: its time limit, and the runner, which sends SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL. */
export function createStopper(timeoutMs: number, cancelled: AbortSignal): Stopper {
  const controller = new AbortController();
  const stop: Stopper['stop'] = (reason) => controller.abort(reason);
  const minutes = Number((timeoutMs / 60_000).toFixed(2));
  const timer = setTimeout(
    () =>
      stop({
        failureClass: 'timeout',
        message: `The run took longer than timeout-minutes allows (${minutes}).`,
      }),
    Math.min(timeoutMs, 2 ** 31 - 1),
  );
  const cancel = (): void => stop({ failureClass: 'cancelled', message: 'The job was cancelled.' });
  if (cancelled.aborted) cancel();
  cancelled.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    stop,
    dispose: () => clearTimeout(timer),
  };
}
