import { statfs } from 'node:fs/promises';
import { type DiskLimits, maxUsedVariable, minFreeVariable } from './limits.ts';
import type { Places } from './places.ts';
import { usedBy } from './used.ts';

/** Whether the disk has room for a run. */
export type Room =
  | { readonly kind: 'enough' }
  | { readonly kind: 'short'; readonly message: string; readonly remedy: string };

export interface RoomToFind {
  readonly places: Places;
  readonly limits: DiskLimits;
  readonly nowMs: number;
  /** The folder of the run that asks. */
  readonly ownDir: string;
  /** Settles when what earlier runs left has been removed as far as that goes. */
  readonly cleaned: () => Promise<unknown>;
}

/**
 * Claude waits for the count: some 200 ms for so many, on two busy cores, while the rest of the preparation takes longer. What
 * is not counted of a very full machine counts as nothing, and the disk's own figure stands behind it. Not a limit of time: what is
 * refused must not depend on how busy the machine is.
 */
const mostCounted = 4000;

/** Whether enough of the disk is free, which the disk knows at once; where not, what it is after the clean-up. */
export async function freeRoom(wanted: RoomToFind): Promise<Room> {
  return orAfterCleanUp(wanted, async ({ places, limits }) => {
    const free = await freeBytes(places.runsDir);
    if (free === null || free >= limits.leastFreeBytes) return { kind: 'enough' };
    return {
      kind: 'short',
      message: `The runner's disk has too little room for a run: ${size(free)} are free at ${places.runsDir}, of the ${size(limits.leastFreeBytes)} that have to be`,
      remedy: `Free some space on the runner, or set ${minFreeVariable} in its .env file.`,
    };
  });
}

/** Whether runs hold no more of the disk than they may; where they do, what it is after the clean-up. */
export async function quotaRoom(wanted: RoomToFind): Promise<Room> {
  return orAfterCleanUp(wanted, async ({ places, limits, nowMs, ownDir }) => {
    const { bytes, largest } = await usedBy(places, { ownDir, nowMs, mostEntries: mostCounted });
    if (bytes <= limits.mostUsedBytes) return { kind: 'enough' };
    return {
      kind: 'short',
      message: `Runs of this action hold ${size(bytes)} of the runner's disk, of the ${size(limits.mostUsedBytes)} that they may, most of it (${size(largest.bytes)}) in ${largest.path}`,
      remedy: `Wait for the runs there to end, remove what is not needed, or set ${maxUsedVariable} in the runner's .env file.`,
    };
  });
}

async function orAfterCleanUp(
  wanted: RoomToFind,
  look: (wanted: RoomToFind) => Promise<Room>,
): Promise<Room> {
  const room = await look(wanted);
  if (room.kind === 'enough') return room;
  await wanted.cleaned();
  return look(wanted);
}

/** Null where it cannot be told: then a disk that is full says so itself. */
async function freeBytes(path: string): Promise<number | null> {
  const stats = await statfs(path).catch(() => null);
  return stats === null ? null : stats.bavail * stats.bsize;
}

/** A reader wants to see that the one is less than the other: rounded down, so that it stays so. */
function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 10 ? Math.floor(value) : Math.floor(value * 10) / 10} ${units[power]}`;
}
