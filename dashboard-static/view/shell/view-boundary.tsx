import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { useHub } from './hub.ts';

/** What a view cannot show costs that view, not the page: it is said, and there is a way back. */
export function ViewBoundary({ children }: { readonly children: ComponentChildren }): VNode {
  const { view, id } = useHub().place.value;
  const [error, reset] = useErrorBoundary((fault: unknown) => reportError(fault));
  useEffect(reset, [view, id]);
  if (error === undefined) return <>{children}</>;
  return (
    <div class="note note-failed" role="alert">
      <h1>This page could not be shown</h1>
      <p class="muted">
        Something in it is not as this dashboard expects. What happened is in the browser’s console.
      </p>
      <p class="note-ways">
        <button type="button" onClick={reset}>
          Try again
        </button>
        <a class="button" href="#/" onClick={reset}>
          All runs
        </a>
      </p>
    </div>
  );
}
