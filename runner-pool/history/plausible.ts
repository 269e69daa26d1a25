import type { Report } from '../../contract/report.ts';

/** Larger numbers could not be added up, and no chart would show anything beside them. */
const mostOfNumber = 1_000_000_000_000_000;
const firstMs = Date.UTC(2020, 0);
const dayMs = 86_400_000;

/** A time of a run as ISO 8601 in UTC with milliseconds; null where it cannot be one of a run that was over at `seenAt`. */
export function timeOfRun(text: string | null | undefined, seenAt: string): string | null {
  const ms = Date.parse(text ?? '');
  // Clocks differ.
  return ms >= firstMs && ms <= Date.parse(seenAt) + dayMs ? new Date(ms).toISOString() : null;
}

/** Why a report cannot be that of a run that was over at `seenAt`; null: it can. */
export function whyImplausible(report: Report, seenAt: string): string | null {
  if (timeOfRun(report.startedAt, seenAt) === null)
    return `it says that it began at ${shown(report.startedAt)}`;
  if (timeOfRun(report.endedAt, seenAt) === null) return `it says that it ended at ${shown(report.endedAt)}`;
  const number = numbersOf(report).find((one) => Math.abs(one) > mostOfNumber);
  return number === undefined ? null : `its report has the number ${number}`;
}

function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 40));
