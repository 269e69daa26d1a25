import type { FunctionComponent, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Note } from './note.tsx';

interface Props<P> {
  readonly load: () => Promise<FunctionComponent<P>>;
  readonly props: P;
  /** The page is whole without it: nothing stands in its place until it is there. */
  readonly isExtra?: boolean;
}

/** A view whose code comes when it is looked at. */
export function LazyView<P extends object>({ load, props, isExtra = false }: Props<P>): VNode | null {
  const [part, setPart] = useState<{ readonly View: FunctionComponent<P> } | 'failed' | null>(null);
  useEffect(() => {
    let isThere = true;
    load().then(
      (View) => isThere && setPart({ View }),
      () => isThere && setPart('failed'),
    );
    return () => {
      isThere = false;
    };
  }, []);
  if (isExtra && (part === null || part === 'failed')) return null;
  if (part === null) return <Note kind="loading" title="Loading" />;
  if (part === 'failed')
    return (
      <Note kind="failed" title="This view could not be fetched" again={() => window.location.reload()}>
        You may be offline, or the dashboard was published anew meanwhile. Load the page again.
      </Note>
    );
  return <part.View {...props} />;
}
