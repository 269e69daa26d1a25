import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Rating as Given, RunRatings } from '../../../contract/rating.ts';
import type { RunView } from '../../../contract/run-view.ts';
import type { Live } from '../../load/live/live.ts';
import { count } from '../format/figures.ts';
import { Said } from './said.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

/** What people think of a run; only people rate, so a token sees nothing of it. */
export function Rating({ id }: { readonly id: string }): VNode | null {
  const live = useLive('runs:control');
  const me = live?.me.value;
  if (live === null || me?.kind !== 'there' || me.value.kind !== 'person') return null;
  return <Rated live={live} path={`/v1/runs/${encodeURIComponent(id)}`} />;
}

const choices = [
  { rating: 'good', sign: '👍', word: 'Good' },
  { rating: 'bad', sign: '👎', word: 'Not good' },
] as const;

function Rated({ live, path }: { readonly live: Live; readonly path: string }): VNode | null {
  const [ratings, setRatings] = useState<RunRatings | null>(null);
  const action = useAction();
  useEffect(() => {
    const asked = new AbortController();
    live.api.get<RunView>(path, asked.signal).then(
      (run) => setRatings(run.ratings),
      // Without it nothing can be rated; what else there is of the run is there.
      () => undefined,
    );
    return () => asked.abort();
  }, [live, path]);
  if (ratings === null) return null;
  const rate = (rating: Given): void =>
    action.run(async () => {
      const run = await live.api.send<RunView>('PUT', `${path}/rating`, { rating });
      setRatings(run.ratings);
      return rating === null ? 'Taken back.' : 'Thank you.';
    });
  return (
    <span role="group" aria-label="Was this run good?">
      {choices.map(({ rating, sign, word }) => (
        <button
          key={rating}
          type="button"
          disabled={action.isBusy}
          aria-pressed={ratings.mine === rating}
          onClick={() => rate(ratings.mine === rating ? null : rating)}
        >
          <span aria-hidden="true">{sign}</span> {word} {count(ratings[rating])}
        </button>
      ))}{' '}
      <Said action={action} />
    </span>
  );
}
