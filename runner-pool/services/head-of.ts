const mostChars = 1_000;
const mostItems = 50;
/** Of all strings and keys together. */
const budgetChars = 8_000;
const mark = '…';

/** The beginning of a large value in its own shape: long texts and long lists end early with `…`, so that a list can show what it is about. */
export function headOf(value: unknown): unknown {
  let left = budgetChars;
  const text = (whole: string): string => {
    const most = Math.max(0, Math.min(mostChars, left));
    left -= Math.min(most, whole.length) + 8;
    return whole.length <= most ? whole : whole.slice(0, most) + mark;
  };
  const list = <Item, Shown>(items: readonly Item[], show: (item: Item) => Shown, end: Shown): Shown[] => {
    const shown: Shown[] = [];
    for (const item of items) {
      if (left <= 0 || shown.length === mostItems) return [...shown, end];
      shown.push(show(item));
    }
    return shown;
  };
  const head = (item: unknown): unknown => {
    if (typeof item === 'string') return text(item);
    left -= 8;
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return list<unknown, unknown>(item, head, mark);
    const member = ([key, each]: readonly [string, unknown]): readonly [string, unknown] => [
      text(key),
      head(each),
    ];
    return Object.fromEntries(list(Object.entries(item), member, [mark, mark]));
  };
  return head(value);
}
