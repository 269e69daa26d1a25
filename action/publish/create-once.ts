import { isUncertain } from '../github/refusal.ts';
import { pause, type Waiting } from './waiting.ts';

const TRIES = 4;

/**
 * Creates something on GitHub once. When the answer was lost (a dead connection, a 5xx) GitHub may have done it all the
 * same, so every further try looks for it first.
 */
export async function createOnce<T>(
  waiting: Waiting,
  steps: {
    readonly what: string;
    readonly create: () => Promise<T>;
    readonly find: () => Promise<T | null>;
  },
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await steps.create();
    } catch (error) {
      if (!isUncertain(error) || waiting.abandoned?.aborted === true) throw error;
      const waitMs = 1000 * 2 ** (tried - 1) * (0.75 + waiting.random() / 2);
      waiting.log(
        `No clear answer to posting ${steps.what}; looking for it in ${Math.round(waitMs / 100) / 10} s`,
      );
      await pause(waiting, waitMs);
      const found = await steps.find();
      if (found !== null) return found;
      if (tried >= TRIES) throw error;
    }
  }
}
