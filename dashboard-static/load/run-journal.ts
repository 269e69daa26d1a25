import { type ReadonlySignal, signal } from '@preact/signals';
import type { HistoryEvent, HistoryRun } from '../../contract/history.ts';
import { asLoadError, type Loaded } from './history.ts';
import { type JournalState, loadChunks, nothingLoaded } from './load-chunks.ts';
import type { RunSource } from './source.ts';

/** A run and its journal, file by file: the first alone, so that there is something to read, then the others. */
export interface RunJournal {
  readonly run: ReadonlySignal<Loaded<HistoryRun>>;
  readonly journal: ReadonlySignal<JournalState>;
  /** From the start, or what could not be had before. */
  readonly load: () => void;
  /** What came since: the run again, and those files of its journal that have grown. What is shown stays until that is there. */
  readonly refresh: () => Promise<void>;
  /** Puts all of a large line in the place of its beginning. Rejects with a LoadError. */
  readonly loadBody: (event: HistoryEvent) => Promise<void>;
  readonly stop: () => void;
}

export function createRunJournal(source: RunSource, id: string): RunJournal {
  const run = signal<Loaded<HistoryRun>>({ kind: 'loading' });
  const journal = signal(nothingLoaded);
  const files = new Map<string, readonly HistoryEvent[]>();
  const whole = new Map<number, HistoryEvent>();
  let asked = new AbortController();
  let loading: Promise<void> = Promise.resolve();
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
  let isStale = false;
  let underWay: Promise<void> | null = null;
  const catchUp = async (): Promise<void> => {
    const { signal: still } = asked;
    await loading;
    while (isStale && !still.aborted && run.value.kind === 'there') {
      isStale = false;
      const now = await source.run(id, still);
      const isNew = new Set(grown(run.value.value, now).map(({ file }) => file));
      const kept = new Map([...files].filter(([file]) => !isNew.has(file)));
      const state = await loadChunks({ source, run: now, still, files: kept, show: () => undefined });
      const [lost] = state.unloaded.filter(({ chunk }) => isNew.has(chunk.file) && files.has(chunk.file));
      if (lost !== undefined) throw lost.error;
      for (const [file, events] of kept) files.set(file, events);
      run.value = { kind: 'there', value: now };
      show(state);
    }
  };
  return {
    run,
    journal,
    load: () => {
      asked.abort();
      asked = new AbortController();
      const { signal: still } = asked;
      if (run.value.kind === 'failed') run.value = { kind: 'loading' };
      loading = load(still).catch((error: unknown) => {
        if (!still.aborted) run.value = { kind: 'failed', error: asLoadError(error) };
      });
    },
    refresh: async () => {
      isStale = true;
      underWay ??= catchUp().finally(() => {
        underWay = null;
      });
      return underWay;
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

function grown(before: HistoryRun, now: HistoryRun): HistoryRun['chunks'] {
  const ends = new Map(before.chunks.map(({ file, lastSeq }) => [file, lastSeq]));
  return now.chunks.filter(({ file, lastSeq }) => ends.get(file) !== lastSeq);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
