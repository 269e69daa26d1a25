/** Why a task was not done, for whoever plans when it is done again. Any other error is a failed attempt. */
export class TaskFailure extends Error {
  /**
   * `attempt`: it failed, and counts. `later`: it could not be tried or is too early, and counts not. `final`: trying again
   * changes nothing; a person has to.
   */
  readonly means: 'attempt' | 'later' | 'final';
  /** Not before that; null: as the queue thinks right. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    {
      means,
      retryAfterMs = null,
      cause,
    }: {
      readonly means: TaskFailure['means'];
      readonly retryAfterMs?: number | null;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause });
    this.name = 'TaskFailure';
    this.means = means;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What an error says of itself, whoever made it: `retryAfterMs` is honoured on any. */
export function failureOf(error: unknown): Pick<TaskFailure, 'means' | 'retryAfterMs'> {
  if (error instanceof TaskFailure) return error;
  const wanted: unknown = (error as { readonly retryAfterMs?: unknown } | null)?.retryAfterMs;
  const retryAfterMs = typeof wanted === 'number' && Number.isFinite(wanted) && wanted >= 0 ? wanted : null;
  return { means: 'attempt', retryAfterMs };
}
