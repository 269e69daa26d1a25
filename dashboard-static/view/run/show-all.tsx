import type { VNode } from 'preact';
import { count } from '../format/figures.ts';

interface Props {
  readonly more: { readonly lines: number; readonly show: () => void } | null;
}

export function ShowAll({ more }: Props): VNode | null {
  if (more === null) return null;
  return (
    <button type="button" class="show-all" onClick={more.show}>
      {more.lines === 1 ? 'Show all of it' : `Show all ${count(more.lines)} lines`}
    </button>
  );
}
