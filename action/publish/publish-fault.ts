import { refusalOf } from '../github/refusal.ts';
import { PublishError } from './publish-error.ts';

/** Turns whatever GitHub or the network threw into an error that says what failed and what to do about it. */
export function publishFault(error: unknown, what: string): PublishError {
  if (error instanceof PublishError) return error;
  const { status, message } = refusalOf(error);
  const said = status === null ? message : `${status} ${message}`;
  return new PublishError(`GitHub did not let us ${what}: ${said.replace(/\.$/, '')}.`, {
    remedy: remedyFor(status, message),
    cause: error,
  });
}

function remedyFor(status: number | null, message: string): string {
  if (status === 401) return 'The token is wrong or has expired: check the input `github-token`.';
  if (/rate limit|abuse/i.test(message) || status === 429) {
    return 'GitHub limits how much this token may do: wait for some minutes and run the job again.';
  }
  if (/locked/i.test(message)) return 'The conversation is locked: unlock it and run the job again.';
  if (status === 403 || status === 404) {
    return 'Give the job `permissions: pull-requests: write` beside `contents: read`; the token of a pull request from a fork can only read, whatever the job asks for.';
  }
  if (status === 422)
    return 'GitHub found fault with what was posted; please report it with the message above.';
  return 'GitHub has trouble or cannot be reached: look at https://www.githubstatus.com and run the job again.';
}
