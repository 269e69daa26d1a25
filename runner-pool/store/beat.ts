import type { Database } from '../database/database.ts';

export interface Beat {
  readonly orgId: number;
  readonly runId: string;
  readonly epoch: number;
  readonly spentMicroUsd: number;
  readonly lastSeq: number;
  readonly leaseSeconds: number;
  readonly overtimeSeconds: number;
}

export interface Beaten {
  readonly cancelReason: string | null;
  readonly isSuperseded: boolean;
  readonly grantMicroUsd: number;
  readonly grantTurns: number | null;
  readonly grantSeconds: number;
  readonly acknowledgedSeq: number;
  readonly leaseExpiresAt: string;
}

/** The lease extended and the spend noted, in one round trip; null where the run does not hold its session with this epoch. */
export async function beat(database: Pick<Database, 'call'>, of: Beat): Promise<Beaten | null> {
  const rows = await database.call<Beaten>(
    `select cancel_reason as "cancelReason", is_superseded as "isSuperseded", grant_micro_usd as "grantMicroUsd", grant_turns as "grantTurns",
       grant_seconds as "grantSeconds", acknowledged_seq as "acknowledgedSeq", lease_expires_at as "leaseExpiresAt"
     from beat($1, $2, $3, $4, $5, $6, $7)`,
    [of.orgId, of.runId, of.epoch, of.spentMicroUsd, of.lastSeq, of.leaseSeconds, of.overtimeSeconds],
  );
  return rows[0] ?? null;
}
