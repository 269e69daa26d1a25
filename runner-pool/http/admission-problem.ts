import type { AdmissionRequest } from '../../contract/admission.ts';
import { ProblemError } from '../problem.ts';
import type { NotAdmitted } from '../services/admission-outcome.ts';
import type { Busy } from '../services/place-in-line.ts';
import { shortSentence } from '../services/short-sentence.ts';
import type { NotWelcome } from '../services/welcome.ts';
import { quotaProblem } from './quota-problem.ts';
import { quoted, wrongInput } from './wrong-input.ts';

export type AnotherName = Omit<Extract<NotWelcome, { kind: 'another name' }>, 'kind'>;

/** Why a run was not admitted, as the action shows it. */
export function admissionProblem(
  outcome: NotAdmitted,
  asked: Pick<AdmissionRequest, 'session' | 'repository'>,
): ProblemError {
  switch (outcome.kind) {
    case 'mismatch':
      return new ProblemError({
        status: 422,
        code: 'idempotency_mismatch',
        detail: `${outcome.why} Send the same body again, or take a new run id and key.`,
      });
    case 'no such session':
      return unknownSession(asked);
    case 'long over':
      return longOver();
    case 'no grant':
      return wrongInput('no_grant', [
        {
          in: 'body',
          pointer: '/grant/microUsd',
          detail: `grant.microUsd is 0, with which a run can do nothing. Ask for ${outcome.leastMicroUsd} or more, which the policy has for the least that is of use (minimumGrantMicroUsd).`,
        },
      ]);
    case 'short':
      return new ProblemError({
        status: 402,
        code: 'budget_short',
        detail: shortSentence(outcome.budget),
        more: { budget: outcome.budget },
      });
    case 'not enrolled':
      return new ProblemError({ status: 403, code: 'not_enrolled', detail: outcome.remedy });
    case 'forbidden':
      return new ProblemError({ status: 403, code: 'policy', detail: outcome.why });
    case 'another id':
      return new ProblemError({
        status: 409,
        code: 'another_id',
        detail: `${outcome.fullName} is repository ${outcome.known} here, not ${outcome.said}. If it was made anew on GitHub, take the earlier one out (PATCH /v1/repositories/${outcome.known} with isEnrolled false), or let a job ask by OIDC (id-token: write).`,
        more: { known: outcome.known },
      });
    case 'another name':
      return anotherName(outcome);
    case 'busy':
      return busyProblem(outcome);
    case 'quota exceeded':
      return quotaProblem(outcome);
    default:
      return outcome satisfies never;
  }
}

function unknownSession({
  session,
  repository,
}: Pick<AdmissionRequest, 'session' | 'repository'>): ProblemError {
  const detail = `session is ${quoted(session)}, and ${repository.fullName} has none with that id. GET /v1/sessions lists them; or ask for auto or new.`;
  return wrongInput('unknown_session', [{ in: 'body', pointer: '/session', detail }]);
}

export function longOver(): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'run_over',
    detail:
      'The run has ended, and gets no token any more. What is missing of it is taken from its artifact.',
  });
}

export function anotherName({ id, known, said }: AnotherName): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'another_name',
    detail: `Repository ${id} is ${known} here, not ${said}. A new name is taken from the GitHub App, or from a job that asks by OIDC (id-token: write); where the App is not installed, POST /v1/repositories with it as well.`,
    more: { id, known },
  });
}

function busyProblem({ why, holder }: Busy): ProblemError {
  const { runId, actor, task, since } = holder;
  const detail =
    why === 'superseded'
      ? `Run ${runId} is about a newer push of the same subject; an older one is not worked on any more.`
      : `The session is held by run ${runId} (${task}, started by ${actor}) since ${since}. Wait for it, cancel it, or set the policy's onBusy to queue.`;
  return new ProblemError({
    status: 409,
    code: why === 'superseded' ? 'superseded' : 'busy',
    detail,
    more: { holder },
  });
}
