/** Ends at once when `still` is over. */
export async function pause(ms: number, still: AbortSignal): Promise<void> {
  if (still.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      still.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    still.addEventListener('abort', done);
  });
}

const leastMs = 2_000;
const mostMs = 60_000;

/** Twice as long each time, and not all browsers at one moment: after a restart of the coordinator all of them come. */
export const backoffMs = (failures: number): number =>
  Math.min(mostMs, leastMs * 2 ** failures) * (0.5 + Math.random());
