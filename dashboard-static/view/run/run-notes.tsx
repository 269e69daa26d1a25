import type { VNode } from 'preact';
import type { HistoryRun } from '../../../contract/history.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { lookOf } from '../format/states.ts';

/** What happened and what to do; what was warned of. */
export function RunNotes({ run: { state, report } }: { readonly run: HistoryRun }): VNode {
  const { message, failureClass, skipCode, warnings } = report;
  const { tone } = lookOf(state, skipCode ?? '');
  return (
    <>
      {message === '' && failureClass === null ? null : (
        <div class={`run-message tone-edge-${tone}`}>
          {failureClass === null ? null : <code class={`tone-${tone}`}>{failureClass}</code>}
          <p>{visibleText(message)}</p>
        </div>
      )}
      {warnings.length === 0 ? null : (
        <ul class="run-warnings" aria-label="Warnings">
          {[...new Set(warnings)].map((warning) => (
            <li key={warning}>
              <span class="tone-warn">
                <span aria-hidden="true">⚠</span> Warning
              </span>{' '}
              {visibleText(warning)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
