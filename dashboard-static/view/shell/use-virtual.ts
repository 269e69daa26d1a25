import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

type Own = 'observeElementRect' | 'observeElementOffset' | 'scrollToFn' | 'onChange';
type Options = Omit<VirtualizerOptions<HTMLElement, HTMLElement>, Own>;

export interface Virtual {
  readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly items: readonly VirtualItem[];
  /** Pixels, of all rows. */
  readonly height: number;
}

/** Of a long list only the rows that can be seen. */
export function useVirtual(options: Options): Virtual {
  const [, render] = useState(0);
  const whole = {
    ...options,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => render((turn) => turn + 1),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(whole));
  virtualizer.setOptions(whole);
  useEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return { virtualizer, items: virtualizer.getVirtualItems(), height: virtualizer.getTotalSize() };
}
