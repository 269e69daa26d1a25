import { Octokit } from '@octokit/rest';

/** A person as GitHub tells of them, by a token that is dropped once this is known. */
export interface GitHubPerson {
  readonly userId: number;
  readonly login: string;
  /** Accounts on GitHub that the person may be in charge of: their own, and their organizations; null: GitHub would not say. */
  readonly accounts: readonly Account[] | null;
  /** Whether the person administers this organization now; null: GitHub would not say. */
  readonly administers: (account: Account) => Promise<boolean | null>;
}

export interface Account {
  readonly id: number;
  readonly login: string;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const patienceMs = 10_000;
const mostPages = 10;

export async function askGitHubWho(apiUrl: string, token: string): Promise<GitHubPerson> {
  const octokit = new Octokit({ baseUrl: apiUrl, auth: token, log: silent, request: { fetch: fetchInTime } });
  const { data: user } = await octokit.rest.users.getAuthenticated();
  const me = { id: user.id, login: user.login };
  const organizations = await organizationsOf(octokit);
  return {
    userId: user.id,
    login: user.login,
    accounts: organizations === null ? null : [me, ...organizations],
    administers: async ({ id, login }) => (id === user.id ? true : isAdmin(octokit, { id, login })),
  };
}

const fetchInTime: typeof fetch = async (input, init) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(patienceMs) });

/** A GitHub App without the permission, or a person who kept it back, is answered 403: that is no fault. */
async function organizationsOf(octokit: Octokit): Promise<readonly Account[] | null> {
  const found: Account[] = [];
  try {
    for (let page = 1; page <= mostPages; page += 1) {
      const { data } = await octokit.rest.orgs.listForAuthenticatedUser({ per_page: 100, page });
      found.push(...data.map(({ id, login }) => ({ id, login })));
      if (data.length < 100) break;
    }
    return found;
  } catch {
    return null;
  }
}

async function isAdmin(octokit: Octokit, { id, login }: Account): Promise<boolean | null> {
  try {
    const { data } = await octokit.rest.orgs.getMembershipForAuthenticatedUser({ org: login });
    // A login can pass to another organization between two questions.
    return data.organization.id === id && data.state === 'active' && data.role === 'admin';
  } catch (error) {
    return (error as { status?: number }).status === 404 ? false : null;
  }
}
