import { Type } from 'typebox';
import { ProblemError } from '../problem.ts';

/** A time in a query. */
export const Moment = Type.String({
  maxLength: 40,
  pattern: '^[12]\\d{3}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d))?$',
  description: 'ISO 8601: 2026-11-21 or 2026-11-21T13:00:00Z',
});

/** As the database takes it; undefined stays. A day that is none is refused. */
export function momentOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw new ProblemError({
    status: 422,
    code: 'bad_time',
    detail: `${name} is ${JSON.stringify(text)}, which is no time. Write it as 2026-11-21T13:00:00Z.`,
  });
}
