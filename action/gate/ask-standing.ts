import type { Account } from '../event/who.ts';
import type { GitHubClient } from '../github/client.ts';
import { refusalOf, statusOf } from '../github/refusal.ts';
import { GateError } from './gate-error.ts';
import type { Standing } from './standing.ts';

export interface Repository {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
}

/** What somebody may do in the repository, as GitHub says now. Throws a `GateError` where GitHub does not say. */
export async function askStanding(
  { client, owner, repo }: Repository,
  { login }: Account,
): Promise<Standing> {
  try {
    const { data } = await client.repos.getCollaboratorPermissionLevel({ owner, repo, username: login });
    if (data.user === null) return { kind: 'gone' };
    return { kind: 'known', id: data.user.id, permission: data.permission, role: data.role_name };
  } catch (error) {
    if (statusOf(error) === 404) return { kind: 'gone' };
    throw gateError(error, `what ${login} may do in ${owner}/${repo}`);
  }
}

export function gateError(error: unknown, what: string): GateError {
  const { status, message } = refusalOf(error);
  const said = status === null ? message : `${status} ${message}`;
  const remedy =
    status === 401 || status === 403
      ? 'Leave github-token out, or give a token that may see who has write permission: a personal token must belong to somebody with write permission, an app needs the permission metadata: read.'
      : 'Run the job again later.';
  return new GateError(`GitHub did not say ${what}, so nothing was started: ${said.replace(/\.$/, '')}.`, {
    remedy,
    cause: error,
  });
}
