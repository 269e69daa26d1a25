import type { AdmissionRequest } from '../../contract/admission.ts';
import type { EffectivePolicy } from '../../contract/policy.ts';
import type { JobClaims } from '../auth/principal.ts';
import type { Transaction } from '../database/database.ts';
import type { PolicyParts } from '../store/policies.ts';
import { enrolledAs, enrolRepository, renameRepository } from '../store/repositories.ts';
import { effectivePolicy, whyForbidden } from './policy.ts';
import { checkQuota, type QuotaExceeded } from './quotas.ts';

/** Who asks for a run: a job, proven by OIDC, or whoever holds a token or a login of the organization. */
export interface Admitter {
  readonly orgId: number;
  /** `token:<id>`, `person:<id>` or `oidc:<repository id>:<workflow run>:<attempt>` */
  readonly name: string;
  readonly job: JobClaims | null;
}

export type NotWelcome =
  | { readonly kind: 'not enrolled'; readonly remedy: string }
  | { readonly kind: 'forbidden'; readonly why: string }
  | { readonly kind: 'another name'; readonly id: number; readonly known: string; readonly said: string }
  | { readonly kind: 'another id'; readonly fullName: string; readonly known: number; readonly said: number };
export type Welcome =
  | { readonly kind: 'welcome'; readonly policy: EffectivePolicy }
  | NotWelcome
  | QuotaExceeded;

/** Whether the repository may have runs here and the policy allows this one. Enrols it where the policy says so. */
export async function welcome(
  tx: Transaction,
  by: Admitter,
  { request, policies }: { readonly request: AdmissionRequest; readonly policies: PolicyParts },
): Promise<Welcome> {
  const { orgId, job } = by;
  const { id, fullName } = request.repository;
  const { organization, repository } = policies;
  const policy = effectivePolicy(organization, repository?.policy);
  const { event, eventAction, workflowRef } = request.github;
  const workflowRefs = job === null ? [workflowRef] : [job.workflowRef, job.jobWorkflowRef];
  const why = whyForbidden(policy, { event, eventAction, workflowRefs });
  if (why !== null) return { kind: 'forbidden', why };
  if (repository?.isEnrolled === true) {
    const { fullName: known } = repository;
    // The App goes by it: whoever holds a token must not lead it astray.
    if (job === null && !isSameName(known, fullName))
      return { kind: 'another name', id, known, said: fullName };
    if (job !== null && known !== fullName) await renameRepository(tx, { orgId, id, fullName });
    return { kind: 'welcome', policy };
  }
  const remedy = whyNotEnrolled(policy, { fullName, isJob: job !== null, isDisabled: repository !== null });
  if (remedy !== null) return { kind: 'not enrolled', remedy };
  // Whoever holds a token must not step out of a repository's budget by making up another one.
  const known = job === null ? await enrolledAs(tx, { orgId, id, fullName }) : null;
  if (known !== null) return { kind: 'another id', fullName, known, said: id };
  const exceeded = await checkQuota(tx, orgId, 'repositories', 1);
  if (exceeded !== null) return exceeded;
  await enrolRepository(tx, { orgId, id, fullName, policy: null });
  return { kind: 'welcome', policy };
}

/** To GitHub they are the same. */
const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Null: this run enrols its repository. One that somebody took out stays out. */
function whyNotEnrolled(
  { enrolment }: EffectivePolicy,
  repository: { readonly fullName: string; readonly isJob: boolean; readonly isDisabled: boolean },
): string | null {
  const { fullName, isJob, isDisabled } = repository;
  if (isDisabled)
    return `${fullName} was taken out. Enrol it again: PATCH /v1/repositories/:id with isEnrolled.`;
  if (enrolment === 'owner' || (enrolment === 'token' && !isJob)) return null;
  const remedy = `${fullName} is not enrolled. Enrol it: POST /v1/repositories`;
  if (enrolment === 'listed') return `${remedy}.`;
  return `${remedy}, or let one run ask with an API token, or set the policy's enrolment to owner.`;
}
