/** The end, as soon as it is in sight: nothing new is begun, what lasts (a stream) ends itself. */
export interface Drain {
  readonly signal: AbortSignal;
  readonly begin: () => void;
}

export function createDrain(): Drain {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    begin: () => controller.abort(new Error('The coordinator is about to end')),
  };
}
