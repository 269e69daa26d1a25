import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

export interface Top {
  /** Pixels from the top of what scrolls to the element. */
  readonly marginPx: number;
  /** Pixels of what stays in sight above it. */
  readonly coveredPx: number;
}

/** Where an element begins in what scrolls; what is above it may grow and shrink. */
export function useTopIn(
  scroller: RefObject<HTMLElement | null>,
  element: RefObject<HTMLElement | null>,
): Top {
  const [top, setTop] = useState<Top>({ marginPx: 0, coveredPx: 0 });
  useLayoutEffect(() => {
    const [box, own] = [scroller.current, element.current];
    const above = own?.previousElementSibling;
    if (box === null || own === null) return undefined;
    const measure = (): void => {
      const isSticky = above instanceof HTMLElement && getComputedStyle(above).position === 'sticky';
      const coveredPx = isSticky ? above.offsetHeight : 0;
      const marginPx = own.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
      setTop((before) =>
        before.marginPx === marginPx && before.coveredPx === coveredPx ? before : { marginPx, coveredPx },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const one of [box, above, ...box.children])
      if (one instanceof Element && one !== own) observer.observe(one);
    return () => observer.disconnect();
  }, []);
  return top;
}
