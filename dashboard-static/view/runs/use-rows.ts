import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

interface Options {
  /** What scrolls. */
  readonly box: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowPx: number;
}

export interface Rows {
  /** Of those that can be seen, and some around them; `end` is none of them. */
  readonly first: number;
  readonly end: number;
  /** Scrolls no further than it must. */
  readonly show: (index: number) => void;
}

/** Rendered above and below what can be seen, so that scrolling meets no gap. */
const around = 12;

/** Of a long list whose rows are all of one height only those that can be seen. Nothing has to be measured, so this is all it takes. */
export function useRows({ box, count, rowPx }: Options): Rows {
  const [seen, setSeen] = useState({ row: 0, rows: 0 });
  const look = (): void => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    const [row, rows] = [Math.floor(scrollTop / rowPx), Math.ceil(clientHeight / rowPx) + 1];
    setSeen((before) => (before.row === row && before.rows === rows ? before : { row, rows }));
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [rowPx]);
  const row = Math.min(seen.row, Math.max(0, count - seen.rows));
  return {
    first: Math.max(0, row - around),
    end: Math.min(count, row + seen.rows + around),
    show: (index) => {
      const element = box.current;
      if (element === null) return;
      const lowest = (index + 1) * rowPx - element.clientHeight;
      element.scrollTop = Math.min(Math.max(element.scrollTop, lowest), index * rowPx);
      look();
    },
  };
}
