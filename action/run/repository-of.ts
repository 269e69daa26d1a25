import { findGit } from '../context/find-git.ts';
import { openRepository, type Repository } from '../context/repository.ts';
import type { RunContext } from './context.ts';

/** The run's own repository, beside its other files, with what the job has checked out to borrow from. */
export async function repositoryOf({ runner, inputs, record, signal }: RunContext): Promise<Repository> {
  const { executable, path } = await findGit(runner.passOn['PATH'] ?? '', runner.workspace);
  return openRepository({
    dir: record.dir,
    checkout: runner.workspace,
    url: `${runner.serverUrl}/${runner.owner}/${runner.repo}`,
    token: inputs.githubToken,
    executable,
    env: { ...runner.passOn, ...runner.proxy, PATH: path },
    signal,
  });
}
