/** Three heartbeats may be lost before its lease runs out. */
export const heartbeatSeconds = 10;
export const leaseSeconds = 30;
/** How often each instance looks for leases that ran out: the last heartbeat is then at most 45 s ago. */
export const sweepMs = 5_000;
/** No instance seen for so long: nobody could hear heartbeats. */
export const outageSeconds = 10;
/** Beyond its granted time a run has this long to end by itself, before it is told to. */
export const overtimeSeconds = 60;
/** A run that was told to end, and goes on beating: given up after this. The end of a run may post and upload for minutes. */
export const deafSeconds = 600;
