export interface Ask {
  readonly inputMicroUsd: number;
  readonly outputTokenMicroUsd: number;
  readonly maxTokens: number;
  /** With less it is not worth asking. */
  readonly leastTokens: number;
  readonly signal: AbortSignal;
}

export interface Reservation {
  readonly maxTokens: number;
  /** What the call can still cost, now that more is known. */
  readonly adjust: (microUsd: number) => void;
  /** What it did cost. Once; later calls do nothing. */
  readonly settle: (microUsd: number) => void;
}

export interface Grant {
  readonly reserve: (ask: Ask) => Promise<Reservation | 'spent'>;
  readonly spentMicroUsd: () => number;
}

/** A call that other calls leave less room than this waits for them to end. */
const comfortableTokens = 8192;
/** A call that cannot have all it wants leaves half to others, but not below this. */
const generousTokens = 32_000;

/** What a run may spend. Each call reserves the most it can cost before it is sent, so calls side by side cannot overspend together. */
export function createGrant(grantMicroUsd: number): Grant {
  const reserved = new Set<{ microUsd: number }>();
  let spentMicroUsd = 0;
  let settled = Promise.withResolvers<void>();

  const take = (ask: Ask, maxTokens: number): Reservation => {
    const held = { microUsd: ask.inputMicroUsd + maxTokens * ask.outputTokenMicroUsd };
    reserved.add(held);
    return {
      maxTokens,
      adjust: (microUsd) => {
        held.microUsd = microUsd;
      },
      settle: (microUsd) => {
        if (!reserved.delete(held)) return;
        spentMicroUsd += microUsd;
        settled.resolve();
        settled = Promise.withResolvers<void>();
      },
    };
  };

  return {
    spentMicroUsd: () => spentMicroUsd,
    reserve: async (ask) => {
      for (;;) {
        ask.signal.throwIfAborted();
        const restMicroUsd = grantMicroUsd - spentMicroUsd;
        const inFlightMicroUsd = [...reserved].reduce((sum, { microUsd }) => sum + microUsd, 0);
        const decision = decide(ask, {
          restTokens: affordable(ask, restMicroUsd),
          freeTokens: affordable(ask, restMicroUsd - inFlightMicroUsd),
          alone: reserved.size === 0,
        });
        if (decision === 'spent') return decision;
        if (decision !== 'wait') return take(ask, decision);
        await settlement(settled.promise, ask.signal);
      }
    },
  };
}

interface Room {
  /** What could be paid for if no other call were under way. */
  readonly restTokens: number;
  readonly freeTokens: number;
  readonly alone: boolean;
}

function decide(
  { maxTokens, leastTokens }: Ask,
  { restTokens, freeTokens, alone }: Room,
): number | 'wait' | 'spent' {
  if (restTokens < leastTokens) return 'spent';
  if (freeTokens >= maxTokens) return maxTokens;
  if (alone) return freeTokens;
  if (freeTokens < Math.min(maxTokens, comfortableTokens)) return 'wait';
  return Math.min(freeTokens, Math.max(generousTokens, Math.floor(freeTokens / 2)));
}

/** Tokens of output that the money pays for, after the input; below 0 when not even that. */
function affordable({ inputMicroUsd, outputTokenMicroUsd }: Ask, microUsd: number): number {
  const left = microUsd - inputMicroUsd;
  if (left < 0) return -1;
  return outputTokenMicroUsd === 0 ? Number.MAX_SAFE_INTEGER : Math.floor(left / outputTokenMicroUsd);
}

async function settlement(settled: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<void>();
  const stop = (): void => aborted.resolve();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([settled, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
