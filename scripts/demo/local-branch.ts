import { appendFile, copyFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { PullRequest } from '../../test/github/pull-request.ts';
import type { GitHub } from '../../test/github/server.ts';
import { git, gitOrNull } from './git.ts';
import { UsageError } from './usage-error.ts';

/** The commits of somebody's repository that are to be reviewed. */
export interface LocalBranch {
  readonly repo: string;
  readonly name: string;
  readonly objects: string;
  /** Where git lists the edge of a shallow clone; there is no such file in a full one. */
  readonly shallow: string;
  readonly headSha: string;
  readonly headRef: string;
  readonly baseSha: string;
  readonly baseRef: string;
  /** As it was asked for. */
  readonly base: string;
  /** Subjects, oldest first. */
  readonly commits: readonly string[];
  readonly uncommittedFiles: number;
}

/** Looks at a repository without changing anything in it; throws a UsageError where there is nothing to review. */
export async function findLocalBranch(repo: string, base: string): Promise<LocalBranch> {
  const folder = await stat(repo).catch(() => null);
  if (folder === null || !folder.isDirectory())
    throw new UsageError(
      `--repo ${JSON.stringify(repo)} is not a folder`,
      'Give the path of a git repository',
    );
  const top = await gitOrNull(repo, 'rev-parse', '--show-toplevel');
  if (top === null)
    throw new UsageError(
      `--repo ${JSON.stringify(repo)} is not a git repository with a working tree`,
      'Give the folder that holds .git',
    );
  const headSha = await commitOf(top, 'HEAD');
  if (headSha === null)
    throw new UsageError(`${JSON.stringify(top)} has no commit yet`, 'Commit something first');
  const baseSha = await commitOf(top, base);
  if (baseSha === null)
    throw new UsageError(
      `--base ${JSON.stringify(base)} is no commit of ${JSON.stringify(top)}`,
      await knownBranches(top),
    );
  const commits = await commitsToReview({ top, base, baseSha, headSha });
  const status = await git(top, 'status', '--porcelain');
  const names = await branchNames(top, base);
  return {
    repo: top,
    name: basename(top).replace(/[^\w.-]/g, '-'),
    objects: resolve(top, await git(top, 'rev-parse', '--git-path', 'objects')),
    shallow: resolve(top, await git(top, 'rev-parse', '--git-path', 'shallow')),
    headSha,
    base,
    baseSha,
    ...names,
    commits,
    uncommittedFiles: status === '' ? 0 : status.split('\n').length,
  };
}

interface Range {
  readonly top: string;
  readonly base: string;
  readonly baseSha: string;
  readonly headSha: string;
}

async function commitsToReview({ top, base, baseSha, headSha }: Range): Promise<readonly string[]> {
  const mergeBase = await gitOrNull(top, 'merge-base', baseSha, headSha);
  if (mergeBase === null)
    throw new UsageError(
      `HEAD and --base ${JSON.stringify(base)} have no commit in common`,
      'Choose another base; in a shallow clone, run git fetch --unshallow first',
    );
  const same = await gitOrNull(top, 'diff', '--quiet', mergeBase, headSha);
  if (mergeBase === headSha || same !== null)
    throw new UsageError(
      `HEAD (${headSha.slice(0, 7)}) changes nothing on top of --base ${JSON.stringify(base)}: there is nothing to review`,
      'Check the branch out that has the changes, commit them, or choose an older base',
    );
  const log = await git(top, 'log', '--reverse', '--format=%s', `${baseSha}..${headSha}`);
  return log.split('\n');
}

const commitOf = async (repo: string, revision: string): Promise<string | null> =>
  gitOrNull(repo, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);

async function knownBranches(repo: string): Promise<string> {
  const format = ['--sort=-committerdate', '--count=5', '--format=%(refname:short)'];
  const branches = (await gitOrNull(repo, 'for-each-ref', ...format, 'refs/heads', 'refs/remotes')) ?? '';
  return `Give a branch, a tag or a commit. It has ${branches.split('\n').join(', ')}`;
}

async function branchNames(repo: string, base: string): Promise<{ headRef: string; baseRef: string }> {
  const head = await gitOrNull(repo, 'symbolic-ref', '--short', '--quiet', 'HEAD');
  const headRef = head ?? 'detached-head';
  const valid = await gitOrNull(repo, 'check-ref-format', '--branch', base);
  const baseRef = valid === null || valid !== base ? `base-${base.replace(/[^\w.-]/g, '-')}` : base;
  // One of the two would have to be a folder for the other.
  const clash = `${headRef}/`.startsWith(`${baseRef}/`) || `${baseRef}/`.startsWith(`${headRef}/`);
  return { headRef, baseRef: clash ? `base-of-${baseRef}` : baseRef };
}

/** Opens a pull request for it on the small GitHub, which borrows the objects where they are: nothing is copied or changed. */
export async function openForBranch(github: GitHub, branch: LocalBranch): Promise<PullRequest> {
  const { headRef, headSha, baseRef, baseSha, commits } = branch;
  const repository = await github.createRepository({
    owner: 'local',
    name: branch.name,
    defaultBranch: baseRef,
  });
  const { gitDir } = repository;
  await appendFile(join(gitDir, 'objects', 'info', 'alternates'), `${branch.objects}\n`);
  await copyFile(branch.shallow, join(gitDir, 'shallow')).catch(() => undefined);
  await git(gitDir, 'update-ref', `refs/heads/${baseRef}`, baseSha);
  await git(gitDir, 'update-ref', `refs/heads/${headRef}`, headSha);
  repository.addCollaborator('you', 'write');
  const [first = headRef] = commits;
  return repository.openPullRequest({
    title: commits.length === 1 ? first : `${headRef}: ${commits.length} commits`,
    body: commits.length === 1 ? null : commits.map((subject) => `- ${subject}`).join('\n'),
    head: headRef,
    base: baseRef,
    author: 'you',
  });
}
