import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PullRequest } from '../../test/github/pull-request.ts';
import { type GitHub, startGitHub } from '../../test/github/server.ts';

export interface BenchPullRequest {
  readonly github: GitHub;
  readonly pull: PullRequest;
  /** Holds both commits, as actions/checkout leaves it with fetch-depth: 0. */
  readonly checkout: string;
}

const files = 10;
const linesPerFile = 120;

/** A pull request that changes ten files, on a GitHub that takes `latencyMs` for each answer. */
export async function openBenchPullRequest(latencyMs: number, folder: string): Promise<BenchPullRequest> {
  const github = await startGitHub({ latencyMs });
  await github.warmUp();
  const repository = await github.createRepository({ owner: 'acme', name: 'shop' });
  repository.addCollaborator('octocat', 'write');
  await repository.commit({ branch: 'main', files: sources('before') });
  await repository.commit({ branch: 'feature', files: sources('after') });
  const pull = await repository.openPullRequest({
    title: 'Change ten files',
    body: 'As a benchmark does.',
    head: 'feature',
    author: 'octocat',
  });
  const checkout = join(folder, `checkout-${latencyMs}`);
  await promisify(execFile)('git', ['clone', '--quiet', repository.gitDir, checkout]);
  return { github, pull, checkout };
}

function sources(version: string): Record<string, string> {
  const text = (file: number): string =>
    Array.from({ length: linesPerFile }, (_, line) => {
      const value = line % 12 === 5 ? version : 'same';
      return `export const value${line} = '${value} ${file}';\n`;
    }).join('');
  return Object.fromEntries(Array.from({ length: files }, (_, file) => [`src/file-${file}.ts`, text(file)]));
}
