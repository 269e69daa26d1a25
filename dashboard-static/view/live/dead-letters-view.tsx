import '../../style/live.css';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DeadLetter, DeadLetterPage, DeadLettersRetried } from '../../../contract/dead-letter.ts';
import { asLoadError, type Loaded } from '../../load/history.ts';
import type { Live } from '../../load/live/live.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count, plural } from '../format/figures.ts';
import { useHub } from '../shell/hub.ts';
import { Note } from '../shell/note.tsx';
import { LetterRow } from './letter-row.tsx';
import { Said } from './said.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

/** What could not be done in the background and waits for a person. */
export function DeadLettersView(): VNode {
  const { live: any } = useHub();
  const live = useLive('dead-letters:write');
  if (live !== null) return <Letters live={live} />;
  return (
    <Note kind="empty" title={any === null ? 'There are none in published files' : 'Not for your role'}>
      {any === null
        ? 'Dead letters are a coordinator’s.'
        : 'Members and administrators of the organization see what could not be done.'}
    </Note>
  );
}

const kinds = [
  '',
  'retry-run',
  'work-delivery',
  'reconcile-run',
  'ingest-artifact',
  'index-run',
  'archive-run',
  'announce-run',
] as const;

function Letters({ live }: { readonly live: Live }): VNode {
  const { place, go } = useHub();
  const kind = kinds.find((one) => one === place.value.params.get('kind')) ?? '';
  const [asked, setAsked] = useState(0);
  const [page, more] = useLetters(live, kind, asked);
  const action = useAction();
  const again = (): void => setAsked((times) => times + 1);
  const filter = kind === '' ? {} : { kind };
  const choose = (to: string): void =>
    go(
      { view: 'dead-letters', id: '', params: new URLSearchParams(to === '' ? {} : { kind: to }) },
      { replaces: true },
    );
  const retryAll = (): void =>
    action.run(async () => {
      let retried = 0;
      for (let isMore = true; isMore; ) {
        const answer = await live.api.send<DeadLettersRetried>('POST', '/v1/dead-letters/retry', { filter });
        retried += answer.retried;
        isMore = answer.isMore && answer.retried > 0;
      }
      again();
      return `${plural(retried, 'task')} will be tried again.`;
    });
  return (
    <div class="figures-page letters">
      <h1>Dead letters</h1>
      <p class="letters-bar">
        <label>
          What{' '}
          <select value={kind} onChange={(event) => choose(event.currentTarget.value)}>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {one === '' ? 'everything' : one}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          disabled={action.isBusy || page.kind !== 'there' || page.value.items.length === 0}
          onClick={retryAll}
        >
          Try all {kind === '' ? '' : `“${kind}” `}again
        </button>
        <Said action={action} />
      </p>
      <Listed {...{ live, page, more, again }} />
    </div>
  );
}

interface ListedProps {
  readonly live: Live;
  readonly page: Loaded<DeadLetterPage>;
  readonly more: () => void;
  readonly again: () => void;
}

function Listed({ live, page, more, again }: ListedProps): VNode {
  if (page.kind === 'loading') return <Note kind="loading" title="Loading" isPart />;
  if (page.kind === 'failed')
    return (
      <Note kind="failed" title="They could not be loaded" again={again} isPart>
        {visibleText(page.error.message)}
      </Note>
    );
  const { items, nextCursor } = page.value;
  if (items.length === 0)
    return (
      <Note kind="empty" title="Nothing is left undone" isPart>
        What could not be done after all attempts comes here.
      </Note>
    );
  return (
    <>
      <table class="figures letters-table">
        <caption class="unseen">{count(items.length)} that could not be done</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Why</th>
            <th scope="col">When</th>
            <th scope="col">Attempts</th>
            <th scope="col">
              <span class="unseen">Do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((letter: DeadLetter) => (
            <LetterRow key={letter.id} live={live} letter={letter} again={again} />
          ))}
        </tbody>
      </table>
      {nextCursor === null ? null : (
        <button type="button" onClick={more}>
          Show more
        </button>
      )}
    </>
  );
}

function useLetters(live: Live, kind: string, asked: number): readonly [Loaded<DeadLetterPage>, () => void] {
  const [page, setPage] = useState<Loaded<DeadLetterPage>>({ kind: 'loading' });
  const load = (before: readonly DeadLetter[], cursor: string, still?: AbortSignal): void => {
    const query = new URLSearchParams({ limit: '50', ...(kind && { kind }), ...(cursor && { cursor }) });
    live.api.get<DeadLetterPage>(`/v1/dead-letters?${query}`, still).then(
      ({ items, nextCursor }) =>
        setPage({ kind: 'there', value: { items: [...before, ...items], nextCursor } }),
      (error: unknown) => {
        if (still?.aborted !== true) setPage({ kind: 'failed', error: asLoadError(error) });
      },
    );
  };
  useEffect(() => {
    const still = new AbortController();
    load([], '', still.signal);
    return () => still.abort();
  }, [live, kind, asked]);
  const more = (): void => {
    if (page.kind === 'there' && page.value.nextCursor !== null)
      load(page.value.items, page.value.nextCursor);
  };
  return [page, more];
}
