import type { PullRequestPayload } from '../event/payload.ts';
import type { GitHubClient } from '../github/client.ts';
import { apiFileLimit, diffFromApi } from './api-diff.ts';
import type { ChangedFile } from './changed-file.ts';
import { diffLocally } from './local-diff.ts';
import type { Repository } from './repository.ts';

/** All that a review is about: who, what, the whole diff, and the files as the pull request leaves them. */
export interface PullRequestContext {
  readonly pull: PullRequestPayload;
  readonly files: readonly ChangedFile[];
  /** `checkout`: computed from local objects. `api`: as GitHub lists it. */
  readonly diffSource: 'checkout' | 'api';
  /** Folder with the head's files; empty when they could not be fetched, which `warnings` then says. */
  readonly tree: string;
  readonly warnings: readonly string[];
}

export interface GatherOptions {
  readonly client: GitHubClient;
  readonly repository: Repository;
  readonly emptyTree: string;
  readonly owner: string;
  readonly repo: string;
  readonly pull: PullRequestPayload;
  readonly log: (line: string) => void;
}

/** Diff and files, from the checkout when it holds both commits, else diff from the API while git fetches the head. */
export async function gatherPullRequest(options: GatherOptions): Promise<PullRequestContext> {
  return (await gatherFromCheckout(options)) ?? (await gatherFromGitHub(options));
}

async function gatherFromCheckout({
  repository,
  pull,
  log,
}: GatherOptions): Promise<PullRequestContext | null> {
  if (!repository.hasCheckout) return null;
  const [diff, tree] = await Promise.allSettled([
    diffLocally(repository, pull.base.sha, pull.head.sha),
    repository.exportTree(pull.head.sha),
  ]);
  if (diff.status === 'rejected' || tree.status === 'rejected') {
    log('The checkout does not hold both commits with their merge base; asking GitHub instead.');
    return null;
  }
  return { pull, files: diff.value, diffSource: 'checkout', tree: tree.value, warnings: [] };
}

async function gatherFromGitHub(options: GatherOptions): Promise<PullRequestContext> {
  const { client, owner, repo, pull, log } = options;
  const changedFiles = pull.changed_files ?? null;
  const [files, tree] = await Promise.all([
    diffFromApi({ client, owner, repo, number: pull.number, changedFiles }),
    fetchTree(options),
  ]);
  const unseen = (changedFiles ?? 0) - files.length;
  const warnings = [...tree.warnings];
  if (unseen > 0 && files.length >= apiFileLimit) {
    warnings.push(
      `${unseen} of ${changedFiles} changed files are beyond the ${apiFileLimit} that GitHub lists and were not reviewed. Check out with fetch-depth: 0 to have them all.`,
    );
  }
  for (const warning of warnings) log(warning);
  return { pull, files, diffSource: 'api', tree: tree.path, warnings };
}

/** Without its files a review still has the diff: worth giving, when the reader is told. */
async function fetchTree({
  repository,
  pull,
  emptyTree,
}: GatherOptions): Promise<{ path: string; warnings: readonly string[] }> {
  try {
    await repository.fetch(pull.head.sha);
    return { path: await repository.exportTree(pull.head.sha), warnings: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const refused = /\b40[134]\b|authenticat|could not read Username|not found/i.test(why);
    const advice = refused ? ' The job needs permissions: contents: read.' : '';
    return {
      path: emptyTree,
      warnings: [
        `The files themselves could not be fetched, so the review saw only the diff (${why}).${advice}`,
      ],
    };
  }
}
