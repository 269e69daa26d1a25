import { ProblemError } from '../problem.ts';

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
