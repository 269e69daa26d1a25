import type { HistoryEvent } from '../../contract/history.ts';
import { dataOf } from './draft.ts';
import { gapDraft } from './gap-draft.ts';
import { gapsOf, type Lines } from './gaps.ts';
import { nest } from './nest.ts';
import { pairResults } from './pair-results.ts';
import { readEvent } from './read-event.ts';
import { fieldsOf, textOf } from './reading.ts';
import type { Draft, Step } from './step.ts';
import { countTurns } from './turns.ts';

export interface Journal {
  readonly events: readonly HistoryEvent[];
  /** Files of it that could not be had. */
  readonly unloaded: readonly Lines[];
  /** The line up to which it was looked for. */
  readonly lastSeq: number;
  /** Times before are taken for this one. */
  readonly startedAtMs: number;
}

/** The steps of a run in reading order, from its journal. 20,000 lines take some 50 ms, most of it once. */
export function arrange({ events, unloaded, lastSeq, startedAtMs }: Journal): readonly Step[] {
  const lines = inOrder(events);
  const gaps = gapsOf({ seqs: lines.map(({ seq }) => seq), unloaded, lastSeq });
  const drafts = pairResults(lines.flatMap(readEvent)).map(shortener(lines));
  const all = timed(merged(drafts, gaps.map(gapDraft)), startedAtMs);
  return countTurns(nest(all), all);
}

/** Each line once, by its number. */
function inOrder(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  if (events.every(({ seq }, at) => at === 0 || seq > (events[at - 1]?.seq ?? 0))) return events;
  return [...new Map(events.map((event) => [event.seq, event])).values()].sort((a, b) => a.seq - b.seq);
}

/** Paths are told from the folder that Claude worked in. */
function shortener(lines: readonly HistoryEvent[]): (draft: Draft) => Draft {
  const init = lines.find(({ type }) => type === 'claude.system.init');
  const cwd = init === undefined ? '' : textOf(fieldsOf(dataOf(init))['cwd']);
  if (cwd.length < 2) return (draft) => draft;
  return (draft) =>
    draft.argument.includes(`${cwd}/`)
      ? { ...draft, argument: draft.argument.replaceAll(`${cwd}/`, '') }
      : draft;
}

/** Both are in order. */
function merged(drafts: readonly Draft[], gaps: readonly Draft[]): readonly Draft[] {
  return gaps.length === 0 ? drafts : [...drafts, ...gaps].sort((a, b) => a.seq - b.seq);
}

/** A step without a time of its own has that of the one before it. */
function timed(drafts: readonly Draft[], startedAtMs: number): readonly Draft[] {
  let before = startedAtMs;
  return drafts.map((draft) => {
    if (Number.isFinite(draft.atMs)) {
      before = draft.atMs;
      return draft;
    }
    return { ...draft, atMs: before };
  });
}
