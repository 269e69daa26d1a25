import type { VNode } from 'preact';
import { visibleText } from '../../timeline/visible-text.ts';
import type { Action } from './use-action.ts';

/** What came of an action; read out when it comes. */
export function Said({ action: { said, failed } }: { readonly action: Action }): VNode {
  return (
    <span role="status" class={failed ? 'tone-bad' : 'muted'}>
      {failed ? '✕ ' : ''}
      {visibleText(said)}
    </span>
  );
}
