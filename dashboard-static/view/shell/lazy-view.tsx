import type { FunctionComponent, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Note } from './note.tsx';

interface Props<P> {
  readonly load: () => Promise<FunctionComponent<P>>;
  readonly props: P;
}

/** A view whose code comes when it is looked at. */
export function LazyView<P extends object>({ load, props }: Props<P>): VNode {
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
  if (part === null) return <Note kind="loading" title="Loading" />;
  if (part === 'failed')
    return (
      <Note kind="failed" title="This view could not be fetched" again={() => window.location.reload()}>
        You may be offline, or the dashboard was published anew meanwhile. Load the page again.
      </Note>
    );
  return <part.View {...props} />;
}
