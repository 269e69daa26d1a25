import type { FailureClass } from '../../contract/failure-class.ts';
import { redactedTail } from '../../contract/redact/cut.ts';
import type { ResultMessage } from './messages.ts';
import type { ProcessEnd } from './process.ts';

/** How Claude's process ended, as far as the task is concerned. */
export type ClaudeOutcome =
  | { readonly kind: 'answered'; readonly structured: unknown; readonly text: string }
  | { readonly kind: 'failed'; readonly failureClass: FailureClass; readonly message: string };

export interface Ended {
  readonly result: ResultMessage | null;
  readonly end: ProcessEnd;
  /** Why we ended it ourselves; null when it ended by itself. */
  readonly stoppedFor: { readonly failureClass: FailureClass; readonly message: string } | null;
  readonly lastText: string;
  readonly redact: (text: string) => string;
}

export function classifyOutcome({ result, end, stoppedFor, lastText, redact }: Ended): ClaudeOutcome {
  // An answer that arrived while we were stopping is still an answer, unless the run was called off.
  if (stoppedFor !== null && !(stoppedFor.failureClass === 'timeout' && isAnswer(result)))
    return { kind: 'failed', ...stoppedFor };
  if (end.spawnError !== null)
    return failed('cli_missing', `Claude Code could not be started: ${end.spawnError.message}.`);
  if (result === null) return failed('cli_crashed', describeCrash(end, redact));
  if (result.subtype === 'error_max_turns')
    return failed('max_turns', 'Claude used all of its turns without an answer.');
  if (result.subtype === 'error_max_budget_usd' || result.terminal_reason === 'budget_exhausted') {
    return failed(
      'budget_exceeded',
      `Claude spent its budget without an answer ($${(result.total_cost_usd ?? 0).toFixed(4)}).`,
    );
  }
  if (result.subtype === 'error_max_structured_output_retries')
    return { kind: 'answered', structured: undefined, text: result.result ?? lastText };
  if (result.is_error) return classifyError(result);
  return { kind: 'answered', structured: result.structured_output, text: result.result ?? lastText };
}

function isAnswer(result: ResultMessage | null): boolean {
  return (
    result !== null &&
    !result.is_error &&
    result.subtype === 'success' &&
    result.structured_output !== undefined
  );
}

function classifyError(result: ResultMessage): ClaudeOutcome {
  const said = result.result ?? result.errors?.map(String).join('; ') ?? '';
  const message = said === '' ? `Claude Code reported ${result.subtype}.` : said;
  if (result.terminal_reason === 'prompt_too_long') return failed('prompt_too_long', message);
  switch (result.api_error_status ?? null) {
    case 401:
    case 403:
      return failed('auth', message);
    case 429:
      return failed('api_rate_limited', message);
    case 529:
      return failed('api_overloaded', message);
    case null:
      return failed(
        result.terminal_reason === 'api_error' || result.subtype === 'success' ? 'api_error' : 'cli_crashed',
        message,
      );
    default:
      return failed('api_error', message);
  }
}

function describeCrash({ code, signal, stderr }: ProcessEnd, redact: Ended['redact']): string {
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  const said = stderr === '' ? '' : ` It said: ${redactedTail(stderr, { mostChars: 1000, redact })}`;
  return `Claude Code ended ${how} and without a result.${said}`;
}

function failed(failureClass: FailureClass, message: string): ClaudeOutcome {
  return { kind: 'failed', failureClass, message };
}
