export interface Chance {
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <T>(of: readonly T[]) => T;
  /** True once in so many times. */
  readonly isOneOf: (number: number) => boolean;
}

/** Chance that is the same each time (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => Math.floor(least + next() * (most - least + 1));
  return {
    between,
    pick: (of) => of[between(0, of.length - 1)] as (typeof of)[number],
    isOneOf: (number) => between(1, number) === 1,
  };
}
