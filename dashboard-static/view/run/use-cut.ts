import { useMemo, useState } from 'preact/hooks';
import { cutText } from '../../timeline/cut-text.ts';

export interface CutView {
  readonly text: string;
  /** Null: all of it is shown. */
  readonly more: { readonly lines: number; readonly show: () => void } | null;
}

/** A text of which the first 200 lines are shown until the reader wants all. */
export function useCut(text: string): CutView {
  const [isWhole, setWhole] = useState(false);
  const cut = useMemo(() => cutText(text), [text]);
  if (isWhole || !cut.isCut) return { text, more: null };
  return { text: cut.text, more: { lines: cut.lines, show: () => setWhole(true) } };
}
