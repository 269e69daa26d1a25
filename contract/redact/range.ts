export const redacted = '[redacted]';

/** A part of a text that must not be shown, and what stands for it. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
}

/** Sorted and apart from one another: what overlaps or touches is one range, under the first one's mark. */
export function merged(ranges: readonly Range[]): readonly Range[] {
  const apart: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = apart.at(-1);
    if (last === undefined || range.start > last.end) apart.push(range);
    else if (range.end > last.end) apart[apart.length - 1] = { ...last, end: range.end };
  }
  return apart;
}

/** The text with its ranges, sorted and apart, replaced. */
export function replaced(text: string, ranges: readonly Range[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, mark } of ranges) {
    out += text.slice(at, start) + mark;
    at = end;
  }
  return out + text.slice(at);
}
