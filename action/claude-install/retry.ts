import { setTimeout as sleep } from 'node:timers/promises';

/** A failure that asking again may cure: the network, a server's 5xx, a limit. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** Runs `attempt` once, then once more after each delay for as long as it ends in a TransientError. */
export async function retrying<T>(
  attempt: () => Promise<T>,
  options: { readonly delaysMs: readonly number[]; readonly signal: AbortSignal },
): Promise<T> {
  for (const delayMs of options.delaysMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      await sleep(delayMs, undefined, { signal: options.signal });
    }
  }
  return attempt();
}
