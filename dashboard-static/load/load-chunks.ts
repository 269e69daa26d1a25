import type { HistoryEvent, HistoryRun } from '../../contract/history.ts';
import { asLoadError } from './history.ts';
import type { LoadError, Source } from './source.ts';

/** A file of the journal. */
export type Chunk = HistoryRun['chunks'][number];

export interface JournalState {
  /** As far as all before it is there or known not to be. */
  readonly events: readonly HistoryEvent[];
  readonly unloaded: readonly { readonly chunk: Chunk; readonly error: LoadError }[];
  readonly chunks: number;
  readonly chunksDone: number;
}

export const nothingLoaded: JournalState = { events: [], unloaded: [], chunks: 0, chunksDone: 0 };
/** So many files are asked for at once. */
const atOnce = 4;

interface ChunkLoad {
  readonly source: Pick<Source, 'chunk'>;
  readonly run: HistoryRun;
  readonly still: AbortSignal;
  /** What is there already. */
  readonly files: Map<string, readonly HistoryEvent[]>;
  readonly show: (state: JournalState) => void;
}

/** A run's journal file by file: the first alone, so that there is something to read, then the others. */
export async function loadChunks({ show, ...load }: ChunkLoad): Promise<JournalState> {
  const { run, still } = load;
  let state: JournalState = { ...nothingLoaded, chunks: run.chunks.length };
  if (load.files.size === 0) show(state);
  for (let from = 0; from < run.chunks.length; ) {
    const next = run.chunks.slice(from, from + (from === 0 ? 1 : atOnce));
    const loaded = await Promise.all(next.map(async (chunk) => loadChunk(load, chunk)));
    still.throwIfAborted();
    from += next.length;
    state = {
      events: [...state.events, ...loaded.flatMap(({ events }) => events)],
      unloaded: [...state.unloaded, ...loaded.flatMap(({ unloaded }) => unloaded)],
      chunks: state.chunks,
      chunksDone: from,
    };
    show(state);
  }
  return state;
}

/** A file that cannot be had costs its lines, not the run. */
async function loadChunk(
  { source, run, still, files }: Omit<ChunkLoad, 'show'>,
  chunk: Chunk,
): Promise<Pick<JournalState, 'events' | 'unloaded'>> {
  try {
    const events = files.get(chunk.file) ?? (await source.chunk(run, chunk.file, still)).events;
    files.set(chunk.file, events);
    return { events, unloaded: [] };
  } catch (error) {
    return { events: [], unloaded: [{ chunk, error: asLoadError(error) }] };
  }
}
