import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openRepository, type Repository } from '../../../action/context/repository.ts';

interface Bench {
  readonly repository: Repository;
  readonly dir: string;
  readonly git: (args: readonly string[], input?: string) => string;
}

async function bench(): Promise<Bench> {
  const dir = await mkdtemp(join(tmpdir(), 'co-bomb-'));
  onTestFinished(async () => rm(dir, { recursive: true, force: true }));
  const checkout = join(dir, 'checkout');
  await mkdir(join(dir, 'run'), { recursive: true });
  execFileSync('git', ['init', '--quiet', checkout]);
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@a', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@a' },
  };
  const git: Bench['git'] = (args, input = '') =>
    execFileSync('git', ['-C', checkout, ...args], { env, input, encoding: 'utf8' }).trim();
  const repository = await openRepository({
    dir: join(dir, 'run'),
    checkout,
    url: 'http://127.0.0.1:9/none',
    token: '',
    executable: 'git',
    env,
    signal: AbortSignal.timeout(60_000),
  });
  return { repository, dir, git };
}

/** A commit of a few hundred bytes: ten folders, each the same ten folders, and so on, `depth` times. */
function bomb({ git }: Bench, depth: number): string {
  let mode = '100644 blob';
  let sha = git(['hash-object', '-w', '--stdin'], 'x');
  for (let level = 0; level < depth; level++) {
    const entries = Array.from({ length: 10 }, (_, index) => `${mode} ${sha}\t${index}\n`).join('');
    sha = git(['mktree'], entries);
    mode = '040000 tree';
  }
  return git(['commit-tree', sha, '-m', 'bomb']);
}

it('does not write out a commit that names ten billion files', { timeout: 60_000 }, async () => {
  const made = await bench();
  await expect(made.repository.exportTree(bomb(made, 10))).rejects.toThrow('too many files');
  expect(await readdir(join(made.dir, 'run', 'tree'))).toEqual([]);
});

it('writes out one of a thousand files', async () => {
  const made = await bench();
  const tree = await made.repository.exportTree(bomb(made, 3));
  expect(await readdir(join(tree, '9', '9'))).toHaveLength(10);
});
