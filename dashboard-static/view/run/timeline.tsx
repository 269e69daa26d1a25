import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { JournalState } from '../../load/load-chunks.ts';
import { momentsOf } from '../../timeline/replay.ts';
import type { Step } from '../../timeline/step.ts';
import { KindFilter } from './kind-filter.tsx';
import { LoadProgress } from './load-progress.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { SearchBar } from './search-bar.tsx';
import { StepList } from './step-list.tsx';
import { SearchContext } from './stranger-text.tsx';
import { useKeys } from './use-keys.ts';
import { useReplay } from './use-replay.ts';
import { useSearch } from './use-search.ts';
import { useStepView } from './use-step-view.ts';

interface Props {
  readonly steps: readonly Step[];
  readonly state: JournalState;
  readonly onRetry: () => void;
}

/** What happened, step by step: to read, to search, to see again. */
export function Timeline({ steps, state, onRetry }: Props): VNode {
  const moments = useMemo(() => momentsOf(steps), [steps]);
  const replay = useReplay(moments);
  const untilSeq =
    replay.position === null ? Number.POSITIVE_INFINITY : (moments[replay.position - 1]?.seq ?? 0);
  const view = useStepView({ steps, untilSeq });
  const search = useSearch(view);
  const field = useRef<HTMLInputElement>(null);
  useKeys({
    '/': () => field.current?.focus(),
    n: () => search.go(1),
    N: () => search.go(-1),
    ArrowLeft: () => replay.move(-1),
    ArrowRight: () => replay.move(1),
  });
  const isLoading = state.chunksDone < state.chunks;
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="timeline-tools">
        <SearchBar search={search} field={field} />
        <KindFilter steps={steps} chosen={view.kinds} onChoose={view.choose} />
        <ReplayBar replay={replay} moments={moments} />
        <LoadProgress state={state} onRetry={onRetry} />
      </div>
      <SearchContext.Provider value={search.query}>
        {view.shown.length === 0 ? (
          <p class="run-note">{isLoading ? 'Loading the journal…' : emptyWord(steps.length)}</p>
        ) : (
          <StepList view={view} untilSeq={untilSeq} isReplaying={replay.isPlaying} />
        )}
      </SearchContext.Provider>
    </section>
  );
}

const emptyWord = (steps: number): string =>
  steps === 0 ? 'This run wrote no journal.' : 'No step is of the kinds that are chosen.';
