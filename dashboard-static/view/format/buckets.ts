import type { BucketUnit } from '../../filter/time-buckets.ts';

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit' });

const year = new Intl.DateTimeFormat(undefined, { year: 'numeric' });
const formats = { day, week: day, month, year } as const satisfies Record<BucketUnit, Intl.DateTimeFormat>;

/** Of a stretch of time, by its start. */
export const bucketName = (startMs: number, unit: BucketUnit): string => formats[unit].format(startMs);
