import type { BucketUnit } from '../../filter/time-buckets.ts';

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit' });

/** Of a stretch of time, by its start. */
export const bucketName = (startMs: number, unit: BucketUnit): string =>
  (unit === 'month' ? month : day).format(startMs);
