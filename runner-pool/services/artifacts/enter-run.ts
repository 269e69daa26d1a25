import { randomUUID } from 'node:crypto';
import type { Octokit } from '@octokit/rest';
import type { AdmissionRequest } from '../../../contract/admission.ts';
import type { EffectivePolicy } from '../../../contract/policy.ts';
import type { Database, Transaction } from '../../database/database.ts';
import { countRunsOfAttempt, insertRun, runOfKey } from '../../store/runs.ts';
import { lockCurrentSession } from '../../store/sessions.ts';
import { TaskFailure } from '../../task-failure.ts';
import { hashOfJson } from '../canonical-json.ts';
import { whyForbidden } from '../policy.ts';
import { policyOf } from '../policy-of.ts';
import { checkQuota } from '../quotas.ts';
import { differences, type WorkflowRunFacts, workflowRunOf } from '../workflow-run-of.ts';
import { countJobs } from './job-of-run.ts';

interface Entry {
  readonly orgId: number;
  readonly octokit: Octokit;
  readonly request: AdmissionRequest;
}

/**
 * Enters a run that was over before anything was heard of it, as history: it holds no lease and no grant. Nobody asked whether it may, so
 * what would have kept it out is noted on it, and what GitHub says otherwise. Its caller finishes it at once. The same run may be entered
 * again, and stays as it is.
 */
export async function enterRun(
  { database }: { readonly database: Pick<Database, 'inOrganization'> },
  { orgId, octokit, request }: Entry,
  signal: AbortSignal,
): Promise<void> {
  const { runId, repository, subject, github } = request;
  const { id: repositoryId, fullName } = repository;
  const told = { repositoryId, githubRunId: github.runId, githubRunAttempt: github.runAttempt, github };
  const place = { ...told, repository: fullName };
  const facts = await workflowRunOf(octokit, place, signal);
  const jobs = await countJobs(octokit, place, signal);
  await database.inOrganization(orgId, async (tx) => {
    const key = runId;
    if ((await runOfKey(tx, { orgId, runId, key })) !== null) return;
    await keepToQuotas(tx, orgId, runId);
    const policy = await policyOf(tx, orgId, repositoryId);
    const others = await countRunsOfAttempt(tx, { orgId, ...place });
    const session = await lockCurrentSession(tx, { orgId, repositoryId, subject }, randomUUID());
    await insertRun(tx, {
      orgId,
      sessionId: session.id,
      request,
      idempotencyKey: key,
      requestHash: hashOfJson(request),
      admittedAs: `artifact:${repositoryId}:${github.runId}:${github.runAttempt}`,
      priority: 0,
      grant: grantOf(request, policy),
      doubts: [
        ...whyKeptOut(request, policy, facts),
        ...whatDiffers(differences(told, facts)),
        ...whyTooMany(others + 1, jobs),
      ],
    });
  });
}

async function keepToQuotas(tx: Transaction, orgId: number, runId: string): Promise<void> {
  const exceeded =
    (await checkQuota(tx, orgId, 'enteredRuns', 1)) ?? (await checkQuota(tx, orgId, 'storedBytes', 1));
  if (exceeded === null) return;
  const { name, limit } = exceeded;
  throw new TaskFailure(
    `Run ${runId} is not entered from its artifact: the organization's quota for ${name} is ${limit}. Have it raised, and retry.`,
    { means: 'final' },
  );
}

/** What it would have been given at most; nothing of it is reserved, but no more is booked than a run can spend with it. */
function grantOf(
  { grant }: AdmissionRequest,
  { maxGrantMicroUsd }: EffectivePolicy,
): AdmissionRequest['grant'] {
  const microUsd = grant.microUsd > 0 ? Math.min(grant.microUsd, maxGrantMicroUsd) : maxGrantMicroUsd;
  return { ...grant, microUsd };
}

/** By GitHub's word where it has one: of the event and the workflow's file, not of the event's action. */
function whyKeptOut(
  { github, repository }: AdmissionRequest,
  policy: EffectivePolicy,
  { event, path, headBranch }: WorkflowRunFacts,
): readonly string[] {
  const { eventAction, workflowRef } = github;
  const known = workflowRef === '' ? `${repository.fullName}/${path}@refs/heads/${headBranch}` : workflowRef;
  const why = whyForbidden(policy, { event, eventAction, workflowRefs: [known] });
  return why === null ? [] : [why];
}

const whatDiffers = (names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`GitHub says otherwise about: ${names.join(', ')}.`];

/** A job that is over leaves as many artifacts as it likes, each of a run that spent something. */
const whyTooMany = (runs: number, jobs: number): readonly string[] =>
  runs <= jobs ? [] : [`It is run ${runs} of an attempt that had ${jobs === 1 ? '1 job' : `${jobs} jobs`}.`];
