/** What waiting needs, handed in so that tests do not. */
export interface Waiting {
  readonly log: (line: string) => void;
  readonly random: () => number;
  /** Ends as soon as the signal fires: a timer that runs on would keep the process alive. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Fires when there is no more time. */
  readonly abandoned?: AbortSignal | undefined;
}

/** Waits between two tries; throws where nothing more is to be tried. */
export async function pause(
  { sleep, abandoned }: Pick<Waiting, 'sleep' | 'abandoned'>,
  ms: number,
): Promise<void> {
  abandoned?.throwIfAborted();
  await sleep(ms, abandoned);
  abandoned?.throwIfAborted();
}
