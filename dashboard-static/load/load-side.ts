import type { HistoryRun } from '../../contract/history.ts';
import { type JournalState, loadChunks } from './load-chunks.ts';
import type { Source } from './source.ts';

/** A run with all of its journal that can be had. */
export interface WholeRun {
  readonly run: HistoryRun;
  readonly journal: JournalState;
}

/** Several runs in their order, one after the other, so that two sides at once ask for no more than eight files. Rejects with a LoadError. */
export async function loadSide(
  source: Pick<Source, 'run' | 'chunk'>,
  ids: readonly string[],
  still: AbortSignal,
): Promise<readonly WholeRun[]> {
  const side: WholeRun[] = [];
  for (const id of ids) {
    const run = await source.run(id, still);
    const journal = await loadChunks({ source, run, still, files: new Map(), show: () => undefined });
    side.push({ run, journal });
  }
  return side;
}
