const dayMs = 86_400_000;

/** Midnight of the reader's zone. */
export function dayBegins(day: string, plusDays = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + plusDays).getTime();
}

/** `2026-11-21`, in the reader's zone. */
export function dayOf(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return '';
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}

interface Range {
  /** Days, both included; empty: no limit. */
  readonly from: string;
  readonly to: string;
  /** Of the first run there is. */
  readonly firstMs: number;
  readonly nowMs: number;
}

/** How many days of the history a range has, whether there were runs on them or not; none that is yet to come. */
export function daysIn({ from, to, firstMs, nowMs }: Range): number {
  const today = dayOf(nowMs);
  const last = to === '' || to > today ? today : to;
  const first = from > dayOf(firstMs) ? from : dayOf(firstMs);
  return Math.max(1, Math.round((dayBegins(last, 1) - dayBegins(first)) / dayMs));
}
