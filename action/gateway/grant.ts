import { changeOf } from './change.ts';

export interface Ask {
  readonly inputMicroUsd: number;
  readonly outputTokenMicroUsd: number;
  /** The most it can cost, whatever the estimate of its input says. */
  readonly worst: { readonly inputMicroUsd: number; readonly outputTokenMicroUsd: number };
  readonly maxTokens: number;
  /** With less it is not worth asking. */
  readonly leastTokens: number;
  readonly signal: AbortSignal;
}

export interface Reservation {
  readonly maxTokens: number;
  /** What the call can still cost, now that the API has said what its prompt costs: nothing of it is a guess any more. */
  readonly adjust: (microUsd: number) => void;
  /** What it did cost. Once; later calls do nothing. */
  readonly settle: (microUsd: number) => void;
}

export interface Grant {
  readonly reserve: (ask: Ask) => Promise<Reservation | 'spent'>;
  readonly spentMicroUsd: () => number;
  readonly limitMicroUsd: () => number;
  /** What may be spent in all from now on; below what is spent already, no further call is paid for. */
  readonly setLimit: (microUsd: number) => void;
}

interface Held {
  microUsd: number;
  /** As `microUsd` once it is known. */
  worstMicroUsd: number;
  known: boolean;
}

/** A call that other calls leave less room than this waits for them to end. */
const comfortableTokens = 8192;
/** A call that cannot have all it wants leaves half to others, but not below this. */
const generousTokens = 32_000;

/**
 * What a run may spend. Each call reserves what it is expected to cost at most before it is sent, so calls side by side cannot overspend
 * together. The estimate of an input may be wrong, and can be made wrong on purpose; so calls of which the API has said nothing yet go
 * side by side only while the grant holds the worst of all of them. Beyond that they go one at a time, and what is overspent is one
 * call's error at most. An API says what a prompt costs within a second or so.
 */
export function createGrant(grantMicroUsd: number): Grant {
  const reserved = new Set<Held>();
  const change = changeOf();
  let limitMicroUsd = grantMicroUsd;
  let spentMicroUsd = 0;

  const take = (ask: Ask, maxTokens: number): Reservation => {
    const held: Held = {
      microUsd: ask.inputMicroUsd + maxTokens * ask.outputTokenMicroUsd,
      worstMicroUsd: worstOf(ask, maxTokens),
      known: false,
    };
    reserved.add(held);
    return {
      maxTokens,
      adjust: (microUsd) => {
        Object.assign(held, { microUsd, worstMicroUsd: microUsd, known: true });
        change.tell();
      },
      settle: (microUsd) => {
        if (!reserved.delete(held)) return;
        spentMicroUsd += microUsd;
        change.tell();
      },
    };
  };
  const tooUncertain = (ask: Ask, maxTokens: number): boolean => {
    const all = [...reserved];
    if (all.every(({ known }) => known)) return false;
    const worst = sumOf(all.map(({ worstMicroUsd }) => worstMicroUsd));
    return spentMicroUsd + worst + worstOf(ask, maxTokens) > limitMicroUsd;
  };

  return {
    spentMicroUsd: () => spentMicroUsd,
    limitMicroUsd: () => limitMicroUsd,
    setLimit: (microUsd) => {
      limitMicroUsd = microUsd;
      change.tell();
    },
    reserve: async (ask) => {
      for (;;) {
        ask.signal.throwIfAborted();
        const restMicroUsd = limitMicroUsd - spentMicroUsd;
        const inFlightMicroUsd = sumOf([...reserved].map(({ microUsd }) => microUsd));
        const decision = decide(ask, {
          restTokens: affordable(ask, restMicroUsd),
          freeTokens: affordable(ask, restMicroUsd - inFlightMicroUsd),
          alone: reserved.size === 0,
        });
        if (decision === 'spent') return decision;
        if (decision !== 'wait' && !tooUncertain(ask, decision)) return take(ask, decision);
        await change.next(ask.signal);
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

const worstOf = ({ worst }: Ask, maxTokens: number): number =>
  worst.inputMicroUsd + maxTokens * worst.outputTokenMicroUsd;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
