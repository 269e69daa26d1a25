import type { VNode } from 'preact';
import type { LoadError } from '../../load/source.ts';
import { visibleText } from '../../timeline/visible-text.ts';

interface Props {
  readonly id: string;
  readonly error: LoadError;
  readonly onRetry: () => void;
}

const titles: Readonly<Record<LoadError['fault'], string>> = {
  'not found': 'There is no such run',
  offline: 'You seem to be offline',
  'not readable': 'This run cannot be shown',
  'signed out': 'Sign in to see this run',
  'not allowed': 'This run is not yours to see',
  'no organization': 'Choose an organization first',
};

/** Why there is no run to see, and what can be done. */
export function RunFault({ id, error, onRetry }: Props): VNode {
  return (
    <section class="run-fault" role="alert">
      <h1>{titles[error.fault]}</h1>
      <p>{visibleText(error.message)}</p>
      <p class="muted">
        {error.fault === 'not found' ? (
          <>
            No run <code>{visibleText(id)}</code> is in this history. It may be older than what is kept, or of
            another one.
          </>
        ) : null}
      </p>
      <p class="run-fault-ways">
        <button type="button" onClick={onRetry}>
          Try again
        </button>
        <a class="button" href="#/">
          All runs
        </a>
      </p>
    </section>
  );
}
