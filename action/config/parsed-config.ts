import type { Fault } from '../fault.ts';
import type { Config } from './config.ts';

/** Larger than any list of prices and domains that a person keeps. */
export const largestConfigBytes = 64 * 1024;

export type ParsedConfig =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'broken'; readonly faults: readonly Fault[] };
