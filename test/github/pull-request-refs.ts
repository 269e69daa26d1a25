import { branchTip, updateRef } from './git/bare-repository.ts';
import { gitText, gitTextOrNull, runGit } from './git/run-git.ts';
import type { PullRequest } from './pull-request.ts';
import type { Repository } from './repository.ts';

/** After a push to a repository: open pull requests from it and into it follow their branches. */
export async function syncPullRequests(repository: Repository): Promise<void> {
  for (const other of repository.world.repositories) {
    for (const pull of other.pullRequests) {
      const concerned = pull.headRepository === repository || pull.repository === repository;
      if (concerned && pull.state === 'open') await followBranches(pull);
    }
  }
}

/** Sets the head, and keeps refs/pull/N/head and refs/pull/N/merge as GitHub does; a fork's commits are copied in. */
export async function publishHead(pull: PullRequest, head: string, base: string): Promise<void> {
  const { repository, headRepository } = pull;
  const ref = `refs/pull/${pull.number}/head`;
  if (headRepository === repository) await updateRef(repository.gitDir, ref, head);
  else {
    const args = [
      'fetch',
      '--quiet',
      '--no-tags',
      headRepository.gitDir,
      `+refs/heads/${pull.headRef}:${ref}`,
    ];
    await runGit({ cwd: repository.gitDir, args });
  }
  pull.headSha = head;
  pull.baseSha = base;
  pull.updatedAt = repository.world.now();
  await publishMerge(pull);
}

async function followBranches(pull: PullRequest): Promise<void> {
  const head = await branchTip(pull.headRepository.gitDir, pull.headRef);
  const base = await branchTip(pull.repository.gitDir, pull.baseRef);
  if (head === null || base === null) {
    pull.state = 'closed'; // GitHub closes a pull request whose branch is deleted
    return;
  }
  if (head === pull.headSha && base === pull.baseSha) return;
  if (head !== pull.headSha) pull.previousHeadSha = pull.headSha;
  await publishHead(pull, head, base);
}

async function publishMerge(pull: PullRequest): Promise<void> {
  const { gitDir } = pull.repository;
  const tree = await gitTextOrNull(
    gitDir,
    'merge-tree',
    '--write-tree',
    '--allow-unrelated-histories',
    pull.baseSha,
    pull.headSha,
  );
  pull.mergeSha = null;
  if (tree === null) return;
  const identity = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.com'];
  const message = `Merge ${pull.headSha} into ${pull.baseSha}`;
  const parents = ['-p', pull.baseSha, '-p', pull.headSha];
  pull.mergeSha = await gitText(gitDir, ...identity, 'commit-tree', tree, ...parents, '-m', message);
  await updateRef(gitDir, `refs/pull/${pull.number}/merge`, pull.mergeSha);
}
