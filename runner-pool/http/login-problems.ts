import { ProblemError } from '../problem.ts';

export function loginOff(): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'login_off',
    detail:
      'Logging in with GitHub is off: GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET are not set. Use an API token, or have them set.',
  });
}

export function githubAway(): ProblemError {
  return new ProblemError({
    status: 503,
    code: 'github_unavailable',
    detail: 'GitHub cannot be reached, or does not say who you are. Nothing was changed; try again.',
    headers: { 'retry-after': '5' },
  });
}
