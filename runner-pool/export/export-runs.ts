import { failureOf } from '../task-failure.ts';
import type { History, HistoryCounts } from './open-history.ts';
import type { RunSource } from './source.ts';

export interface Exported {
  readonly counts: HistoryCounts;
  /** Null: all was exported. Else why not; what there is by then is readable, and the next export goes on from there. */
  readonly stopped: { readonly error: unknown; readonly isLimit: boolean } | null;
}

/** Adds what the sources have to a history, and finishes it however far that went. */
export async function exportRuns(
  history: History,
  sources: readonly RunSource[],
  repositories: readonly string[],
): Promise<Exported> {
  let stopped: Exported['stopped'] = null;
  for (const source of sources) {
    try {
      await source(history);
    } catch (error) {
      stopped = { error, isLimit: failureOf(error).means === 'later' };
      break;
    }
  }
  return { counts: await history.finish(repositories), stopped };
}
