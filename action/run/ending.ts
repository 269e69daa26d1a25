import type { FailureClass } from '../../contract/failure-class.ts';
import type { Conclusion, SkipCode } from '../../contract/report.ts';
import type { Stop } from '../claude/run-claude.ts';
import type { CloudProvider } from '../cloud-provider.ts';

/** How a run ended: exactly one of these, whatever happened. */
export type Ending =
  | { readonly kind: 'success' }
  | { readonly kind: 'skipped'; readonly code: SkipCode; readonly message: string }
  | {
      readonly kind: 'failure';
      readonly failureClass: FailureClass;
      readonly message: string;
      readonly remedy: string;
    }
  | { readonly kind: 'cancelled'; readonly message: string; readonly remedy: string };

export function conclusionOf(ending: Ending): Conclusion {
  return ending.kind;
}

/** The output `reason`: empty on success, else a failure class or skip code, a colon and a sentence. */
export function reasonOf(ending: Ending): string {
  switch (ending.kind) {
    case 'success':
      return '';
    case 'skipped':
      return oneLine(`${ending.code}: ${ending.message}`);
    case 'failure':
      return oneLine(`${ending.failureClass}: ${asSentence(ending.message)} ${ending.remedy}`);
    case 'cancelled':
      return `cancelled: ${ending.message}`;
    default:
      return ending satisfies never;
  }
}

/** A message may be another program's, and ends as that likes. */
const asSentence = (message: string): string =>
  /(^|[.!?:…])$/.test(message.trimEnd()) ? message : `${message.trimEnd()}.`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A failure by class, with what to do about it. */
export function failure(
  failureClass: FailureClass,
  message: string,
  remedy: string = remedies[failureClass],
): Ending {
  if (failureClass === 'cancelled') return { kind: 'cancelled', message, remedy };
  return { kind: 'failure', failureClass, message, remedy };
}

/** The ending of a run in which Claude failed, by itself or because the run was stopped. */
export function endingOfFailure({ signal, runner }: FailedRun, { failureClass, message }: Stop): Ending {
  if (signal.aborted) return endingOfStop(signal.reason);
  return failure(failureClass, message, cloudRemedy(runner.cloud, failureClass) ?? remedies[failureClass]);
}

interface FailedRun {
  readonly signal: AbortSignal;
  readonly runner: { readonly cloud: Pick<CloudProvider, 'name' | 'askedBy'> | null };
}

/** With a cloud no key and no address of ours takes part; null where that makes no difference. */
function cloudRemedy(cloud: FailedRun['runner']['cloud'], failureClass: FailureClass): string | null {
  if (cloud === null) return null;
  if (failureClass === 'api_error')
    return `Run the job again. If it stays, look at the status page of ${cloud.name}, at the step's variables for it, and whether the account may use this model there.`;
  if (failureClass === 'auth')
    return `Check the variables that go with ${cloud.askedBy}: the credential is wrong, expired, or may not use this model.`;
  return null;
}

/** Why a run is stopped from outside, and what to do about it. */
export interface StopReason extends Stop {
  readonly remedy?: string;
  /** For a run about a newer push. */
  readonly isSuperseded?: boolean;
}

/** The ending of a run that was stopped from outside; the reason of its signal says why. */
export function endingOfStop(reason: StopReason): Ending {
  // A red check on a state of the code that nobody looks at any more would only be in the way.
  if (reason.isSuperseded === true) return { kind: 'skipped', code: 'superseded', message: reason.message };
  return failure(reason.failureClass, reason.message, reason.remedy);
}

const remedies: Readonly<Record<FailureClass, string>> = {
  api_overloaded: 'The model API is overloaded. Run the job again in a few minutes, or set fallback-model.',
  api_rate_limited:
    'The rate limit of the API key is used up. Run the job again later, let fewer jobs run at once, or raise the limit.',
  api_error:
    'Run the job again. If it stays, look at the status page of the model API and at anthropic-base-url.',
  auth: 'Check the secret behind anthropic-api-key or claude-code-oauth-token: it is missing, wrong, expired, or may not use this model.',
  budget_exceeded: 'Raise max-budget-usd, choose a cheaper model, or split the pull request.',
  max_turns: 'Raise max-turns, or leave it empty and limit time and money instead.',
  prompt_too_long: 'Choose a model with a larger window, or split the pull request.',
  timeout: 'Raise timeout-minutes, or split the pull request.',
  cancelled: 'Run the job again when the review is wanted.',
  runner_lost: 'Run the job again.',
  cli_missing: 'Leave claude-path and claude-version empty to have the pinned version installed.',
  cli_crashed:
    'Run the job again. If it stays, set claude-version to another version and report it with the run artifact.',
  result_invalid: 'The answer is shown as text. Run the job again, or choose a stronger model.',
  publish_failed: 'The answer is in the job summary and in the run artifact. Run the job again to post it.',
  denied: 'Correct the workflow file.',
  internal: 'This is a fault of the action: please report it with the run artifact.',
};
