import { randomUUID } from 'node:crypto';
import type { AdmissionRequest, Grant } from '../../contract/admission.ts';
import type { EffectivePolicy } from '../../contract/policy.ts';
import type { Database, Transaction } from '../database/database.ts';
import { findPolicies } from '../store/policies.ts';
import { insertRun, runOfKey } from '../store/runs.ts';
import {
  insertCurrentSession,
  type LockedSession,
  lockCurrentSession,
  lockSession,
} from '../store/sessions.ts';
import { type ShortBudget, wouldReserve } from '../store/spending.ts';
import type { AdmissionAsked, AdmissionOutcome, Admitted, NotAdmitted } from './admission-outcome.ts';
import { hashOfJson } from './canonical-json.ts';
import { type Line, placeInLine } from './place-in-line.ts';
import { priorityOf } from './policy.ts';
import { checkQuotaTaken } from './quotas.ts';
import { orRefused, type Refuse } from './refused.ts';
import { repeatAdmission } from './repeat-admission.ts';
import { takeSession } from './take-session.ts';
import { welcome } from './welcome.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
}

/**
 * Admits a run, or says why not: one transaction, of which a refusal keeps nothing. Rows are locked in the same order everywhere:
 * key, session, runs, spending.
 */
export async function admitRun({ database }: Deps, asked: AdmissionAsked): Promise<AdmissionOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await orRefused<AdmissionOutcome, NotAdmitted>(async (refuse) =>
        database.inOrganization(asked.by.orgId, async (tx) => admit(tx, asked, refuse)),
      );
    } catch (error) {
      if (attempt === 3 || !isOvertaken(error)) throw error;
    }
  }
}

/**
 * Two at once made the same session, or the same run under two keys (unique violation), or waited for each other (deadlock): looking
 * again shows what the other did.
 */
const isOvertaken = (error: unknown): boolean =>
  /^(23505|40P01)$/.test((error as { code?: string }).code ?? '');

async function admit(
  tx: Transaction,
  asked: AdmissionAsked,
  refuse: Refuse<NotAdmitted>,
): Promise<AdmissionOutcome> {
  const { request, idempotencyKey, by } = asked;
  const { orgId } = by;
  const [known, policies] = await Promise.all([
    runOfKey(tx, { orgId, runId: request.runId, key: idempotencyKey }),
    findPolicies(tx, orgId, request.repository.id),
  ]);
  if (known !== null) return repeatAdmission(tx, known, asked);
  const welcomed = await welcome(tx, by, { request, policies });
  if (welcomed.kind !== 'welcome') return refuse(welcomed);
  const { policy } = welcomed;
  const leastMicroUsd = policy.minimumGrantMicroUsd;
  if (request.grant.microUsd === 0 && leastMicroUsd > 0) return refuse({ kind: 'no grant', leastMicroUsd });
  const session = await sessionOf(tx, orgId, request);
  if (session === null) return refuse({ kind: 'no such session' });
  const line = await placeInLine(tx, { orgId, session, request, policy });
  if (line.kind === 'busy') return refuse(line);
  const grant = wantedGrant(request.grant, policy);
  await insertRun(tx, {
    orgId,
    sessionId: session.id,
    request,
    idempotencyKey,
    requestHash: hashOfJson(request),
    admittedAs: by.name,
    priority: priorityOf(request.task),
    grant,
  });
  const exceeded = await checkQuotaTaken(tx, orgId, 'openRuns');
  if (exceeded !== null) return refuse(exceeded);
  const begun = await begin(tx, { orgId, runId: request.runId, session, line, grant, policy });
  if (begun.kind === 'short') return refuse(begun);
  return { kind: 'admitted', isRepeat: false, admission: begun.admission };
}

/** Takes the session, or looks whether there would be money for it. */
async function begin(tx: Transaction, beginning: Beginning): Promise<Begun> {
  const { orgId, runId, session, line, grant, policy } = beginning;
  const { id, isNew, claudeSessionId } = session;
  const money = { orgId, runId, askedMicroUsd: grant.microUsd, neededMicroUsd: policy.minimumGrantMicroUsd };
  const isWaiting = line.kind === 'wait';
  const given = isWaiting
    ? await wouldReserve(tx, money)
    : await takeSession(tx, { ...money, sessionId: id, settledMicroUsd: 0 });
  if (given.kind === 'short') return given;
  return {
    kind: 'begun',
    admission: {
      runId,
      state: isWaiting ? 'requested' : 'running',
      session: { id, isNew, epoch: given.kind === 'taken' ? given.epoch : 0, claudeSessionId },
      snapshot: null,
      grant: { ...grant, microUsd: given.microUsd },
      acknowledgedSeq: 0,
      limits: policy.limits,
    },
  };
}

interface Beginning {
  readonly orgId: number;
  readonly runId: string;
  readonly session: FoundSession;
  readonly line: Exclude<Line, { kind: 'busy' }>;
  readonly grant: Grant;
  readonly policy: EffectivePolicy;
}
type Begun =
  | { readonly kind: 'begun'; readonly admission: Admitted }
  | { readonly kind: 'short'; readonly budget: ShortBudget };
type FoundSession = LockedSession & { readonly isNew: boolean };

async function sessionOf(
  tx: Transaction,
  orgId: number,
  { session, repository, subject }: AdmissionRequest,
): Promise<FoundSession | null> {
  const ref = { orgId, repositoryId: repository.id, subject };
  if (session === 'auto') return lockCurrentSession(tx, ref, randomUUID());
  if (session === 'new') return { ...(await insertCurrentSession(tx, ref, randomUUID())), isNew: true };
  const found = await lockSession(tx, orgId, session);
  return found?.repositoryId === repository.id ? { ...found, isNew: false } : null;
}

function wantedGrant(asked: Grant, policy: EffectivePolicy): Grant {
  return {
    microUsd: Math.min(asked.microUsd, policy.maxGrantMicroUsd),
    turns: asked.turns,
    seconds: Math.min(asked.seconds, policy.limits.seconds),
  };
}
