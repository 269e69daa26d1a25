import type { Octokit } from '@octokit/rest';
import { statusOf } from '../../services/github-refusal.ts';

export interface FoundRepository {
  readonly owner: string;
  readonly repo: string;
  readonly id: number;
  /** owner/name, as GitHub writes it. */
  readonly fullName: string;
  /** Where people see it. */
  readonly url: string;
}

export type RepositoriesFound =
  | { readonly kind: 'found'; readonly repositories: readonly FoundRepository[] }
  /** Each says which, why, and what to do. */
  | { readonly kind: 'refused'; readonly why: readonly string[] };

/** The repositories of these names (owner/name), unless one of them is not for everybody's eyes. */
export async function findRepositories(
  octokit: Octokit,
  { names, allowPrivate }: { readonly names: readonly string[]; readonly allowPrivate: boolean },
): Promise<RepositoriesFound> {
  const repositories: FoundRepository[] = [];
  const why: string[] = [];
  for (const name of names) {
    const found = await find(octokit, name);
    if (typeof found === 'string') why.push(found);
    else if (found.isPublic || allowPrivate) repositories.push(found);
    else why.push(notForAll(found.fullName));
  }
  return why.length > 0 ? { kind: 'refused', why } : { kind: 'found', repositories };
}

async function find(
  octokit: Octokit,
  name: string,
): Promise<(FoundRepository & { readonly isPublic: boolean }) | string> {
  const [owner = '', asked = ''] = name.split('/');
  try {
    const { data } = await octokit.rest.repos.get({ owner, repo: asked });
    const isPublic = !data.private && (data.visibility ?? 'public') === 'public';
    const { id, name: repo, full_name: fullName, html_url: url } = data;
    return { owner: data.owner.login, repo, id, fullName, url, isPublic };
  } catch (error) {
    switch (statusOf(error)) {
      case 401:
        return `GitHub does not take the GITHUB_TOKEN (401): give a good one, with the permission actions: read.`;
      case 404:
        return `GitHub shows no repository ${name} to GITHUB_TOKEN: correct --repository, or give a token that may read it.`;
      default:
        throw error;
    }
  }
}

const notForAll = (name: string): string =>
  `${name} is private. What is published on GitHub Pages is public, unless your plan restricts who may see it: give --allow-private if everybody who can see the pages may see its runs.`;
