import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 10_000;

/** What `look` gives once it is neither null, undefined nor false. */
export async function until<T>(look: () => Promise<T>): Promise<NonNullable<T>> {
  const endMs = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (Date.now() > endMs) throw new Error(`It did not come about: ${look.toString().slice(0, 200)}`);
    await sleep(10);
  }
}
