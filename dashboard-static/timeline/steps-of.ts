import type { HistoryEvent, HistoryRun } from '../../contract/history.ts';
import { arrange } from './arrange.ts';
import type { Lines } from './gaps.ts';
import type { Step } from './step.ts';

/** What is there of a run's journal. */
export interface Loaded {
  readonly events: readonly HistoryEvent[];
  readonly unloaded: readonly { readonly chunk: Lines }[];
  readonly chunks: number;
  readonly chunksDone: number;
}

/** The steps of a run, as far as its journal is there. */
export function stepsOf(run: HistoryRun, loaded: Loaded): readonly Step[] {
  const { events, unloaded, chunks, chunksDone } = loaded;
  const isDone = chunksDone === chunks && chunks === run.chunks.length;
  const last = run.chunks[chunksDone - 1]?.lastSeq ?? 0;
  const lastSeq = isDone ? Math.max(last, run.report.events, run.gaps.at(-1)?.lastSeq ?? 0) : last;
  return arrange({
    ...{ events, lastSeq },
    unloaded: unloaded.map(({ chunk }) => chunk),
    startedAtMs: startOf(run, loaded),
  });
}

/** Of a report that does not say, when the journal begins. */
export function startOf({ report }: HistoryRun, { events }: Pick<Loaded, 'events'>): number {
  const times = [report.startedAt, events[0]?.at ?? ''].map((time) => Date.parse(time));
  return times.find((time) => !Number.isNaN(time)) ?? 0;
}
