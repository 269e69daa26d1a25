import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { asLoadError } from '../../load/history.ts';
import type { Large } from '../../timeline/step.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { bytes } from '../format/figures.ts';
import { useRun } from './run-context.ts';

/** Says that only the beginning is there, and fetches the rest when it is asked for. */
export function LargeLine({ large }: { readonly large: Large }): VNode {
  const { loadBody } = useRun();
  const [fault, setFault] = useState('');
  const [isLoading, setLoading] = useState(false);
  const load = (): void => {
    setLoading(true);
    setFault('');
    loadBody(large.event)
      .catch((error: unknown) => setFault(asLoadError(error).message))
      .finally(() => setLoading(false));
  };
  return (
    <p class="step-large">
      <span class="muted">Only the beginning of line {large.event.seq} is shown.</span>
      <button type="button" disabled={isLoading} onClick={load}>
        {isLoading ? 'Loading…' : `Load all of it (${bytes(large.bytes)})`}
      </button>
      {fault === '' ? null : (
        <span class="tone-bad" role="alert">
          {visibleText(fault)}
        </span>
      )}
    </p>
  );
}
