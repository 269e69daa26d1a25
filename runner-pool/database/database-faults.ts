interface Fault {
  readonly code?: string;
  readonly message?: string;
}

/** Connection failures, a silent network, and SQLSTATE classes 08 (connection), 53 (out of resources), 57P (shutdown, start). */
export function isAway(error: unknown): boolean {
  const { code = '', message = '' } = error as Fault;
  if (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|08...|53...|57P..)$/.test(
      code,
    )
  )
    return true;
  return (
    isSilent(error) ||
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
      message,
    )
  );
}

/** Nothing came back in time, not even that the statement was ended: the network swallows it. */
export const isSilent = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout';

/** What a standby says to a query that stands in the way of what it replays. */
export const isConflict = (error: unknown): boolean => (error as Fault).code === '40001';

/** A migration beside us changed what a prepared statement gives, or its session is another: a new connection plans it anew. */
export function isOutdatedPlan(error: unknown): boolean {
  const { code, message = '' } = error as Fault;
  return (code === '0A000' && message.startsWith('cached plan must not change')) || code === '26000';
}

/** A statement took longer than it may. */
export const isTooSlow = (error: unknown): boolean => (error as Fault).code === '57014';

/** The database is there, and the same may well be done a moment later: a statement or a lock took too long, two waited for each other. */
export const isPassing = (error: unknown): boolean =>
  isOutdatedPlan(error) || isTooSlow(error) || /^(55P03|40P01)$/.test((error as Fault).code ?? '');
