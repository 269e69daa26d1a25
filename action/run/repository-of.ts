import { openRepository, type Repository } from '../context/repository.ts';
import type { RunContext } from './context.ts';

/** The run's own repository, beside its other files, with what the job has checked out to borrow from. */
export async function repositoryOf({ runner, inputs, record, signal }: RunContext): Promise<Repository> {
  return openRepository({
    dir: record.dir,
    checkout: runner.workspace,
    url: `${runner.serverUrl}/${runner.owner}/${runner.repo}`,
    token: inputs.githubToken,
    env: runner.passOn,
    signal,
  });
}
