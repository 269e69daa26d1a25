import type { FunctionComponent, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Props<P> {
  readonly load: () => Promise<FunctionComponent<P>>;
  readonly props: P;
}

/** A part of a page whose code comes when there is use for it; until then, and where it does not come, the page does without. */
export function LazyPart<P extends object>({ load, props }: Props<P>): VNode | null {
  const [part, setPart] = useState<{ readonly View: FunctionComponent<P> } | null>(null);
  useEffect(() => {
    load().then(
      (View) => setPart({ View }),
      () => setPart(null),
    );
  }, []);
  return part === null ? null : <part.View {...props} />;
}
