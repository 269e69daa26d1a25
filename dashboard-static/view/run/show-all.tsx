import type { VNode } from 'preact';
import { plural } from '../format/figures.ts';

interface Props {
  readonly more: { readonly lines: number; readonly show: () => void } | null;
}

export function ShowAll({ more }: Props): VNode | null {
  if (more === null) return null;
  return (
    <button type="button" class="show-all" onClick={more.show}>
      Show all {plural(more.lines, 'line')}
    </button>
  );
}
