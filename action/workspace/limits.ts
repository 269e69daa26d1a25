import type { Fault } from '../fault.ts';

export interface DiskLimits {
  readonly leastFreeBytes: number;
  readonly mostUsedBytes: number;
}

/** As the machine's owner gives them, in the environment of the runner; empty for the default. */
export interface GivenLimits {
  readonly minFreeMb: string;
  readonly maxUsedMb: string;
}

const mb = 1024 ** 2;
/** A journal at its limit (256 MB), and as much again for Claude's home and the files of a repository of the usual size. */
const leastFreeMb = 512;
/** Two of the largest trees that are written out (8 GB), and ten versions of Claude Code. */
const mostUsedMb = 20 * 1024;
const largestMb = 1024 ** 3;

/** They are the machine's, not a repository's, so they stand in the runner's environment and not in the configuration file. */
export function diskLimits({ minFreeMb, maxUsedMb }: GivenLimits): {
  readonly limits: DiskLimits;
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const bytes = (name: string, given: string, fallbackMb: number): number => {
    if (given === '') return fallbackMb * mb;
    if (/^\d+$/.test(given) && Number(given) <= largestMb) return Number(given) * mb;
    faults.push({
      input: name,
      value: given,
      problem: `is not a whole number of megabytes up to ${largestMb}`,
      remedy: `Give digits in the runner's .env file, as in ${fallbackMb}, or leave it out`,
    });
    return fallbackMb * mb;
  };
  const limits = {
    leastFreeBytes: bytes(minFreeVariable, minFreeMb, leastFreeMb),
    mostUsedBytes: bytes(maxUsedVariable, maxUsedMb, mostUsedMb),
  };
  return { limits, faults };
}

export const minFreeVariable = 'CLAUDE_ORCHESTRATOR_MIN_FREE_MB';
export const maxUsedVariable = 'CLAUDE_ORCHESTRATOR_MAX_DISK_MB';
