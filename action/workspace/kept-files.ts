/** What is left of an ended run: its journal, report and result. */
export interface KeptFiles {
  readonly dir: string;
  readonly bytes: number;
  readonly touchedMs: number;
}

/**
 * A week covers a long weekend, after which somebody looks, or a later run hands in what a crashed one could not. The bytes are those of four
 * journals at their limit.
 */
const keptMs = 7 * 24 * 3_600_000;
const keptBytes = 1024 ** 3;

/** The folders whose files have been kept long enough, or that are too much together with younger ones. */
export function noLongerKept(all: readonly KeptFiles[], nowMs: number): readonly string[] {
  let bytes = 0;
  return all
    .toSorted((one, other) => other.touchedMs - one.touchedMs)
    .filter((files) => {
      bytes += files.bytes;
      return nowMs - files.touchedMs > keptMs || bytes > keptBytes;
    })
    .map(({ dir }) => dir);
}
