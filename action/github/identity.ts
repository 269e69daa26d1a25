import type { GitHubClient } from './client.ts';
import { isUncertain } from './refusal.ts';

export interface Identity {
  readonly login: string;
  /** Null where GitHub named only the login. */
  readonly id: number | null;
  /** GitHub did not tell: only what we post will show who we are. */
  readonly isGuess?: true;
}

/** The author of what a workflow's own GITHUB_TOKEN posts. No person can have this name; its id differs from server to server. */
const githubActions: Identity = { login: 'github-actions[bot]', id: null };

/**
 * Who posts with this token. A workflow's token may not read `/user`, but GraphQL answers it. Throws when GitHub does not
 * answer: taking a person's token for the workflow's would make everything they posted look foreign. Where it refuses to say,
 * the workflow's is the best guess.
 */
export async function whoAmI(client: GitHubClient): Promise<Identity> {
  try {
    const { viewer } = await client.graphql<Viewer>('query { viewer { login databaseId } }');
    return identityOf(viewer.login, viewer.databaseId ?? null);
  } catch {
    // Refused, or a GitHub without GraphQL: the REST way, which works for people's tokens.
  }
  try {
    const { data } = await client.users.getAuthenticated();
    return { login: data.login, id: data.id };
  } catch (error) {
    if (isUncertain(error)) throw error;
    return { ...githubActions, isGuess: true };
  }
}

/** Ids decide where both are known: a person may be called like a bot without its `[bot]`. */
export function isBy(user: { login?: string; id?: number; type?: string } | null, me: Identity): boolean {
  if (user === null) return false;
  if (me.id !== null && user.id !== undefined) return me.id === user.id;
  if (user.login === me.login) return true;
  return user.type === 'Bot' && user.login === `${me.login}[bot]`;
}

interface Viewer {
  readonly viewer: { readonly login: string; readonly databaseId?: number | null };
}

function identityOf(login: string, id: number | null): Identity {
  const isWorkflow = login === githubActions.login || login === 'github-actions';
  return id === null && isWorkflow ? githubActions : { login, id };
}
