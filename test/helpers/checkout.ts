import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ActionRun, tempFolder } from './run-action.ts';
import type { Scenario } from './scenario.ts';

const run = promisify(execFile);

/** A checkout as actions/checkout leaves it: the merge commit of the pull request, with the token in .git/config. */
export async function checkout(
  s: Scenario,
  { depth, filter }: { depth: number; filter?: string },
): Promise<string> {
  const folder = join(await tempFolder('checkout'), 'work');
  const url = s.repository.cloneUrl;
  const git = async (...args: string[]): Promise<unknown> => run('git', ['-C', folder, ...args]);
  await run('git', ['init', '--quiet', folder]);
  const basic = Buffer.from(`x-access-token:${s.token}`).toString('base64');
  await git('config', `http.${new URL(url).origin}/.extraheader`, `AUTHORIZATION: basic ${basic}`);
  await git('remote', 'add', 'origin', url);
  const refs = [
    `+refs/pull/${s.pull.number}/merge:refs/remotes/pull/merge`,
    ...(depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : []),
  ];
  await git(
    'fetch',
    '--quiet',
    '--no-tags',
    ...(depth === 0 ? [] : [`--depth=${depth}`]),
    ...(filter === undefined ? [] : [`--filter=${filter}`]),
    'origin',
    ...refs,
  );
  await git('checkout', '--quiet', '--force', 'refs/remotes/pull/merge');
  return folder;
}

export interface SeenContext {
  readonly source: string;
  readonly files: number;
  readonly sent: readonly string[];
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

/** What a run took from the pull request, by its journal. */
export function seenContext(run: ActionRun): SeenContext {
  return run.journal.find(({ type }) => type === 'action.context')?.data as SeenContext;
}
