import { type Static, Type } from 'typebox';

/**
 * Where a run stands. `requested`: known, and waiting for its session; `running`: holds its session's lease; the rest are ends.
 * `lost` is the one end that may be corrected, by the run itself or by its artifact: it was only not heard of.
 */
export const RunState = Type.Enum([
  'requested',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'timed_out',
  'budget_exceeded',
  'lost',
]);
export type RunState = Static<typeof RunState>;
