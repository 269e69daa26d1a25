import { type ReadonlySignal, signal } from '@preact/signals';
import type { HistoryEvent, HistoryRun } from '../../contract/history.ts';
import { asLoadError, type Loaded } from './history.ts';
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

/** A run and its journal, file by file: the first alone, so that there is something to read, then the others. */
export interface RunJournal {
  readonly run: ReadonlySignal<Loaded<HistoryRun>>;
  readonly journal: ReadonlySignal<JournalState>;
  /** From the start, or what could not be had before. */
  readonly load: () => void;
  /** Puts all of a large line in the place of its beginning. Rejects with a LoadError. */
  readonly loadBody: (event: HistoryEvent) => Promise<void>;
  readonly stop: () => void;
}

type RunSource = Pick<Source, 'run' | 'chunk' | 'body'>;

const nothing: JournalState = { events: [], unloaded: [], chunks: 0, chunksDone: 0 };
/** So many files are asked for at once. */
const atOnce = 4;

export function createRunJournal(source: RunSource, id: string): RunJournal {
  const run = signal<Loaded<HistoryRun>>({ kind: 'loading' });
  const journal = signal(nothing);
  const files = new Map<string, readonly HistoryEvent[]>();
  const whole = new Map<number, HistoryEvent>();
  let asked = new AbortController();
  const show = (state: JournalState): void => {
    const events =
      whole.size === 0 ? state.events : state.events.map((event) => whole.get(event.seq) ?? event);
    journal.value = { ...state, events };
  };
  const load = async (still: AbortSignal): Promise<void> => {
    const loaded = run.value.kind === 'there' ? run.value.value : await source.run(id, still);
    still.throwIfAborted();
    run.value = { kind: 'there', value: loaded };
    await loadChunks({ source, run: loaded, still, files, show });
  };
  return {
    run,
    journal,
    load: () => {
      asked.abort();
      asked = new AbortController();
      const { signal: still } = asked;
      if (run.value.kind === 'failed') run.value = { kind: 'loading' };
      load(still).catch((error: unknown) => {
        if (!still.aborted) run.value = { kind: 'failed', error: asLoadError(error) };
      });
    },
    loadBody: async (event) => {
      if (run.value.kind !== 'there' || event.body === undefined) return;
      const data = parsed(await source.body(run.value.value, event.body.file, asked.signal));
      const { body: _, ...rest } = event;
      whole.set(event.seq, { ...rest, data });
      show(journal.value);
    },
    stop: () => asked.abort(),
  };
}

interface ChunkLoad {
  readonly source: RunSource;
  readonly run: HistoryRun;
  readonly still: AbortSignal;
  /** What is there already. */
  readonly files: Map<string, readonly HistoryEvent[]>;
  readonly show: (state: JournalState) => void;
}

async function loadChunks({ show, ...load }: ChunkLoad): Promise<void> {
  const { run, still } = load;
  let state: JournalState = { ...nothing, chunks: run.chunks.length };
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
