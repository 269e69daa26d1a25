/** Elements that make text smaller each time they stand within each other. */
const shrinkingElements: ReadonlySet<string> = new Set(['sub', 'sup', 'small']);

/** A note in a superscript's subscript can be read. What is smaller is 40% of the usual size, and soon a dot. */
const MOST_DEEP = 3;

/** How deep a place of the page is in elements that shrink it; lives for one reading of its tags. */
export interface Shrinking {
  /** Told of a start tag; says whether what follows is too small to be read. `parentEnd`: where its paragraph ends. */
  readonly start: (tagName: string, at: number, parentEnd: number | null) => boolean;
  readonly end: (tagName: string) => void;
}

export function shrinking(): Shrinking {
  let open: readonly { readonly tagName: string; readonly until: number }[] = [];
  return {
    start: (tagName, at, parentEnd) => {
      if (!shrinkingElements.has(tagName)) return false;
      // The other two end with their paragraph; HTML opens `small` again in the next.
      const until = tagName === 'small' ? Number.POSITIVE_INFINITY : (parentEnd ?? Number.POSITIVE_INFINITY);
      open = open.filter((one) => at < one.until);
      if (open.length >= MOST_DEEP) return true;
      open = [...open, { tagName, until }];
      return false;
    },
    end: (tagName) => {
      const last = open.findLastIndex((one) => one.tagName === tagName);
      if (last !== -1) open = open.toSpliced(last, 1);
    },
  };
}
