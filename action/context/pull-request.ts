import { noRules, type ReadRules, readRules } from '../config/base-rules.ts';
import { changedRules } from '../config/changed-rules.ts';
import type { PullRequestPayload } from '../event/payload.ts';
import type { GitHubClient } from '../github/client.ts';
import { apiFileLimit, diffFromApi } from './api-diff.ts';
import type { ChangedFile } from './changed-file.ts';
import { commitFiles } from './commit-files.ts';
import { diffLocally } from './local-diff.ts';
import type { Repository } from './repository.ts';

/** All that a review is about: who, what, the whole diff, the files as the pull request leaves them, and the rules it is done by. */
export interface PullRequestContext {
  readonly pull: PullRequestPayload;
  readonly files: readonly ChangedFile[];
  /** `checkout`: computed from local objects. `api`: as GitHub lists it. */
  readonly diffSource: 'checkout' | 'api';
  /** Folder with the head's files; empty when they could not be fetched, which `warnings` then says. */
  readonly tree: string;
  /** From the base commit, never from the head. */
  readonly rules: ReadRules;
  readonly warnings: readonly string[];
}

export interface GatherOptions {
  readonly client: GitHubClient;
  readonly repository: Repository;
  readonly emptyTree: string;
  readonly owner: string;
  readonly repo: string;
  readonly pull: PullRequestPayload;
  readonly configPath: string;
  readonly log: (line: string) => void;
}

/** Diff and files, from the checkout when it holds both commits, else diff from the API while git fetches head and base. */
export async function gatherPullRequest(options: GatherOptions): Promise<PullRequestContext> {
  const context = (await gatherFromCheckout(options)) ?? (await gatherFromGitHub(options));
  const note = changedRules(context.files, options.configPath);
  return note === null ? context : { ...context, warnings: [...context.warnings, note] };
}

async function gatherFromCheckout(options: GatherOptions): Promise<PullRequestContext | null> {
  const { repository, pull, log } = options;
  if (!repository.hasCheckout) return null;
  const diffing = diffLocally(repository, pull.base.sha, pull.head.sha);
  const [diff, tree, rules] = await Promise.allSettled([
    diffing,
    repository.exportTree(pull.head.sha),
    rulesOf(options, pull.base.sha, diffing),
  ]);
  if (diff.status === 'rejected' || tree.status === 'rejected' || rules.status === 'rejected') {
    log('The checkout does not hold both commits with their merge base; asking GitHub instead.');
    return null;
  }
  return {
    pull,
    files: diff.value,
    diffSource: 'checkout',
    tree: tree.value,
    rules: rules.value,
    warnings: [],
  };
}

/** Which nested guidance counts is known with the diff; git is started meanwhile. */
async function rulesOf(
  { repository, configPath }: GatherOptions,
  base: string,
  diffing: Promise<readonly ChangedFile[]>,
): Promise<ReadRules> {
  const objects = repository.openObjects();
  try {
    const files = await diffing;
    const changedPaths = files.flatMap(({ path, previousPath }) =>
      previousPath === undefined ? [path] : [path, previousPath],
    );
    return await readRules({ commit: commitFiles(objects, base), configPath, changedPaths });
  } finally {
    objects.close();
  }
}

async function gatherFromGitHub(options: GatherOptions): Promise<PullRequestContext> {
  const { client, owner, repo, pull, log } = options;
  const changedFiles = pull.changed_files ?? null;
  const diffing = diffFromApi({ client, owner, repo, number: pull.number, changedFiles });
  const [files, fetched] = await Promise.all([diffing, fetchFiles(options, diffing)]);
  const unseen = (changedFiles ?? 0) - files.length;
  const warnings = [...fetched.warnings];
  if (unseen > 0 && files.length >= apiFileLimit) {
    warnings.push(
      `${unseen} of ${changedFiles} changed files are beyond the ${apiFileLimit} that GitHub lists and were not reviewed. Check out with fetch-depth: 0 to have them all.`,
    );
  }
  for (const warning of warnings) log(warning);
  return { pull, files, diffSource: 'api', tree: fetched.tree, rules: fetched.rules, warnings };
}

interface Fetched {
  readonly tree: string;
  readonly rules: ReadRules;
  readonly warnings: readonly string[];
}

/**
 * Without its files a review still has the diff: worth giving, when the reader is told. Files and rules are had one without
 * the other, so that a head that cannot be written out does not take the rules away.
 */
async function fetchFiles(
  options: GatherOptions,
  diffing: Promise<readonly ChangedFile[]>,
): Promise<Fetched> {
  const { repository, pull, emptyTree, configPath } = options;
  const fetching = fetchBoth(options);
  const [tree, rules] = await Promise.allSettled([
    fetching.then(async () => repository.exportTree(pull.head.sha)),
    fetching.then(async (base) => rulesOf(options, base, diffing)),
  ]);
  const warnings: string[] = [];
  if (tree.status === 'rejected') {
    const why = reasonOf(tree.reason);
    const refused = /\b40[134]\b|authenticat|could not read Username|not found/i.test(why);
    const advice = refused ? ' The job needs permissions: contents: read.' : '';
    warnings.push(
      `The files themselves could not be fetched, so the review saw only the diff (${why}).${advice}`,
    );
  }
  if (rules.status === 'rejected') {
    warnings.push(
      `The base branch's CLAUDE.md and ${configPath} could not be read, so the review went by the defaults (${reasonOf(rules.reason)}).`,
    );
  }
  return {
    tree: tree.status === 'fulfilled' ? tree.value : emptyTree,
    rules: rules.status === 'fulfilled' ? rules.value : noRules,
    warnings,
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Head and base in one request; gives the commit to read the rules from. */
async function fetchBoth({ repository, pull, log }: GatherOptions): Promise<string> {
  try {
    await repository.fetch([pull.head.sha, pull.base.sha]);
    return pull.base.sha;
  } catch (error) {
    // A base branch that was rewritten may have lost the commit of the event. What the branch holds now rules then.
    if (!/not our ref|unadvertised/.test(String(error))) throw error;
    log(`GitHub no longer has the base commit ${pull.base.sha}; taking the newest of ${pull.base.ref}.`);
    await repository.fetch([pull.head.sha]);
    return repository.fetchBranch(pull.base.ref);
  }
}
