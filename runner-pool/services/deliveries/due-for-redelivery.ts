/** One attempt of GitHub to deliver a webhook; several share a GUID. */
export interface HookDelivery {
  readonly id: number;
  readonly guid: string;
  readonly statusCode: number;
  readonly atMs: number;
}

/** What is refused for what it is will be refused again. */
const refusedForGood = [400, 413, 415];
const mostAttempts = 8;
const minuteMs = 60_000;

/**
 * The newest attempt of each webhook that is not stored and is to be tried again: after a minute, then twice as long after each that
 * failed, eight times in all.
 */
export function dueForRedelivery(
  attempts: readonly HookDelivery[],
  { stored, nowMs }: { readonly stored: ReadonlySet<string>; readonly nowMs: number },
): readonly HookDelivery[] {
  const byGuid = Map.groupBy(new Map(attempts.map((one) => [one.id, one])).values(), ({ guid }) => guid);
  return [...byGuid.values()].flatMap((ofOne) => {
    const newest = ofOne.reduce((a, b) => (a.atMs >= b.atMs ? a : b));
    const isHopeless = ofOne.length >= mostAttempts || refusedForGood.includes(newest.statusCode);
    const isEarly = nowMs - newest.atMs < minuteMs * 2 ** (ofOne.length - 1);
    return stored.has(newest.guid) || isHopeless || isEarly ? [] : [newest];
  });
}
