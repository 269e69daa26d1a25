import { failureOf } from '../task-failure.ts';
import type { History, HistoryCounts } from './open-history.ts';
import type { RunSource, Skipped } from './source.ts';

export interface Exported {
  readonly counts: HistoryCounts;
  /** What is tried again by the next export. */
  readonly skipped: readonly Skipped[];
  /** Null: all was exported. Else why not; what there is by then is readable, and the next export goes on from there. */
  readonly stopped: { readonly error: unknown; readonly isLimit: boolean } | null;
}

/** Adds what the sources have to a history, and finishes it however far that went. */
export async function exportRuns(history: History, sources: readonly RunSource[]): Promise<Exported> {
  const skipped: Skipped[] = [];
  let stopped: Exported['stopped'] = null;
  for (const source of sources) {
    try {
      await source(history, (one) => skipped.push(one));
    } catch (error) {
      stopped = { error, isLimit: failureOf(error).means === 'later' };
      break;
    }
  }
  return { counts: await history.finish(), skipped, stopped };
}
