import { type ReadonlySignal, signal } from '@preact/signals';
import type { HistoryEvent, HistoryRun } from '../../contract/history.ts';
import { asLoadError, type Loaded } from './history.ts';
import { type JournalState, loadChunks, nothingLoaded } from './load-chunks.ts';
import type { Source } from './source.ts';

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

export function createRunJournal(source: RunSource, id: string): RunJournal {
  const run = signal<Loaded<HistoryRun>>({ kind: 'loading' });
  const journal = signal(nothingLoaded);
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
