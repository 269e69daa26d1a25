import type { VNode } from 'preact';
import type { JournalState } from '../../load/load-chunks.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count, plural } from '../format/figures.ts';

interface Props {
  readonly state: JournalState;
  readonly onRetry: () => void;
}

/** How much of the journal is there; nothing to say once all of it is. */
export function LoadProgress({ state, onRetry }: Props): VNode | null {
  const { chunks, chunksDone, events, unloaded } = state;
  if (chunksDone < chunks)
    return (
      <p class="timeline-progress">
        <progress aria-label="Loading the journal" max={chunks} value={chunksDone} />
        <span class="muted">{count(events.length)} lines so far</span>
      </p>
    );
  const [first] = unloaded;
  if (first === undefined) return null;
  return (
    <p class="timeline-progress" role="alert">
      <span class="tone-warn">
        <span aria-hidden="true">⚠</span> {plural(unloaded.length, 'file')} of the journal could not be
        loaded.
      </span>{' '}
      <span>{visibleText(first.error.message)}</span>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </p>
  );
}
