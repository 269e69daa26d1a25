import type { FailureClass } from '../../contract/failure-class.ts';

const words: Readonly<Record<FailureClass, string>> = {
  api_overloaded: 'the model API is overloaded',
  api_rate_limited: 'the model API limits the rate',
  api_error: 'the model API failed',
  auth: 'the credential is missing or was refused',
  budget_exceeded: 'the budget is spent',
  max_turns: 'the turns are used up',
  prompt_too_long: 'the change is too large for the model',
  timeout: 'the time is up',
  cancelled: 'it was cancelled',
  runner_lost: 'the runner was lost',
  cli_missing: 'Claude Code is missing',
  cli_crashed: 'Claude Code crashed',
  result_invalid: 'the answer was not a review',
  publish_failed: 'GitHub did not take the result',
  denied: 'what was asked for is wrong or not allowed',
  internal: 'an error in the action',
};

export function failureWords(failureClass: FailureClass): string {
  return words[failureClass];
}
