import type { Log } from '../log.ts';
import { removeFoldersIn } from './remove-whole.ts';

export interface Tidying {
  /** The run's folder. */
  readonly dir: string;
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly log: Pick<Log, 'debug'>;
}

/** A job that has told all that it has to tell does not wait longer for its files to go; a cancelled one has 7.5 s in all. */
const mostMs = { patient: 10_000, hurried: 1000 };
/** Nothing else is to be done. */
const atOnce = 16;

/**
 * Removes what is large of a run that has ended: Claude's home, the files it saw, the repository. Journal, report and result stay. What is not gone in time is
 * out of the way by then, and the next run removes it. Never rejects.
 */
export async function tidyUp({ dir, signal, log }: Tidying): Promise<void> {
  const over = new AbortController();
  const hurry = (): void => void setTimeout(() => over.abort(), mostMs.hurried).unref();
  setTimeout(() => over.abort(), mostMs.patient).unref();
  if (signal.aborted) hurry();
  signal.addEventListener('abort', hurry, { once: true });
  try {
    const left = await removeFoldersIn(dir, { signal: over.signal, atOnce });
    for (const { path, why } of left) log.debug(`${path} could not be removed: ${why}`);
  } catch (error) {
    log.debug(`The run's folder could not be cleaned: ${String(error)}`);
  } finally {
    signal.removeEventListener('abort', hurry);
  }
}
