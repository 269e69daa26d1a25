import type { ComponentChildren, VNode } from 'preact';

interface Props {
  readonly kind: 'loading' | 'empty' | 'failed';
  readonly title: string;
  /** What the reader may do. */
  readonly children?: ComponentChildren;
  readonly again?: (() => void) | undefined;
  /** In a page that has a heading already. */
  readonly isPart?: boolean;
}

/** In the place of what cannot be shown: what is the matter, and what to do. */
export function Note({ kind, title, children, again, isPart = false }: Props): VNode {
  return (
    <div class={`note note-${kind}`} role={kind === 'failed' ? 'alert' : 'status'}>
      {isPart ? <h2>{title}</h2> : <h1>{title}</h1>}
      {children !== undefined && <p class="muted">{children}</p>}
      {again !== undefined && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}
