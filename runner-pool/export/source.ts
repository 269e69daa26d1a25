import type { History } from './open-history.ts';

/**
 * Hands a history the runs that it does not know yet, oldest first: when it fails in the middle, what was handed over stays, and the next
 * export goes on from there.
 */
export type RunSource = (history: History) => Promise<void>;
