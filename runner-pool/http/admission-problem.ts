import type { AdmissionRequest } from '../../contract/admission.ts';
import { ProblemError } from '../problem.ts';
import type { NotAdmitted } from '../services/admission-outcome.ts';
import type { Busy } from '../services/place-in-line.ts';
import { shortSentence } from '../services/short-sentence.ts';
import { quotaProblem } from './quota-problem.ts';
import { quoted, wrongInput } from './wrong-input.ts';

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
