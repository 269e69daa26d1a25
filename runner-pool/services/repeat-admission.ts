import type { Transaction } from '../database/database.ts';
import type { RunRow } from '../store/runs.ts';
import { sessionOfRun } from '../store/sessions.ts';
import type { AdmissionAsked, AdmissionOutcome } from './admission-outcome.ts';
import { hashOfJson } from './canonical-json.ts';
import { policyOf } from './policy-of.ts';
import { isProven } from './proof.ts';
import { tokenSecondsLeft } from './token-end.ts';

/** The same question again: the same run, as it stands now. Another question under the same key or id is refused. */
export async function repeatAdmission(
  tx: Transaction,
  known: RunRow,
  { request, idempotencyKey, by }: AdmissionAsked,
): Promise<AdmissionOutcome> {
  if (known.idempotencyKey !== idempotencyKey)
    return { kind: 'mismatch', why: `The run ${request.runId} was admitted under another Idempotency-Key.` };
  if (!known.requestHash.equals(hashOfJson(request))) {
    // Who sends no key is known by the run's id.
    const what =
      idempotencyKey === request.runId ? `run id ${request.runId}` : `Idempotency-Key ${idempotencyKey}`;
    return { kind: 'mismatch', why: `The ${what} was used with another body.` };
  }
  if (isProven(known) && by.job === null)
    return {
      kind: 'mismatch',
      why: `The run ${known.id} was admitted by its job’s OIDC token, and is that job’s alone.`,
    };
  const secondsLeft = tokenSecondsLeft(known);
  if (secondsLeft === 0) return { kind: 'long over' };
  const session = await sessionOfRun(tx, by.orgId, known.id);
  const { limits } = await policyOf(tx, by.orgId, known.repositoryId);
  return {
    kind: 'admitted',
    isRepeat: true,
    tokenSecondsLeft: secondsLeft,
    admission: {
      runId: known.id,
      state: known.state,
      session: { ...session, epoch: known.epoch ?? 0 },
      snapshot: null,
      grant: grantOf(known),
      acknowledgedSeq: known.acknowledgedSeq,
      limits,
    },
  };
}

const grantOf = ({ grantMicroUsd, grantTurns, grantSeconds, askedGrant }: RunRow) => ({
  microUsd: grantMicroUsd,
  turns: grantTurns,
  seconds: grantSeconds ?? askedGrant.seconds,
});
