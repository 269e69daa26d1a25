import { Type } from 'typebox';

/** A time in a query or a filter; whether there is such a day is checked besides. */
export const Moment = Type.String({
  maxLength: 40,
  pattern: '^[12]\\d{3}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d))?$',
  description: 'ISO 8601: 2026-11-21 or 2026-11-21T13:00:00Z',
});
