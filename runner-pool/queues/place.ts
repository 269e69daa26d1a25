/** So many of one tenant's go by their priority alone before another tenant's first comes in front of the rest. */
const groupSize = 16;
const mostPriority = 1_000;
const priorities = 2 * mostPriority + 1;
const mostGroup = 1_000;

/**
 * Where a task is put in the courier's line; lower goes first. A tenant that has many there stands with most of them behind those
 * who have few: its crowd does not delay them, whatever its priorities are.
 */
export function placeOf({ priority, rank }: { readonly priority: number; readonly rank: number }): number {
  const group = Math.min(mostGroup, Math.floor((rank - 1) / groupSize));
  const behind = mostPriority - Math.min(mostPriority, Math.max(-mostPriority, priority));
  return 1 + group * priorities + behind;
}
