import { expect, test } from 'vitest';
import { lines, startScene, TEN_LINES } from './scene.ts';

test('the changed files of a pull request carry the patches that GitHub shows', async () => {
  const { github, octokit, repository, pull, onPull } = await startScene();
  await repository.commit({
    branch: 'main',
    files: { 'gone.txt': 'bye\n', 'moved.txt': lines(20), 'tool.sh': '#!/bin/sh\n' },
  });
  await pull.forcePush(
    {
      'list.txt': TEN_LINES.replace('line 5', 'line five'),
      'gone.txt': null,
      'moved.txt': null,
      'docs/moved.txt': lines(20),
      'image.png': Buffer.from([0x89, 0x50, 0, 1]),
      link: { symlink: 'list.txt' },
      vendored: { submodule: '1'.repeat(40) },
      'tool.sh': { content: '#!/bin/sh\n', mode: '100755' },
      'späte "Datei".txt': 'neu',
    },
    { parent: 'main' },
  );
  const { data } = await octokit.rest.pulls.listFiles(onPull);
  const seen = Object.fromEntries(
    data.map((file) => [file.filename, { status: file.status, patch: file.patch }]),
  );
  expect(seen).toEqual({
    'docs/moved.txt': { status: 'renamed', patch: undefined },
    'gone.txt': { status: 'removed', patch: '@@ -1 +0,0 @@\n-bye' },
    'image.png': { status: 'added', patch: undefined },
    link: { status: 'added', patch: '@@ -0,0 +1 @@\n+list.txt\n\\ No newline at end of file' },
    'list.txt': {
      status: 'modified',
      patch:
        '@@ -2,7 +2,7 @@ line 1\n line 2\n line 3\n line 4\n-line 5\n+line five\n line 6\n line 7\n line 8',
    },
    'späte "Datei".txt': { status: 'added', patch: '@@ -0,0 +1 @@\n+neu\n\\ No newline at end of file' },
    'tool.sh': { status: 'modified', patch: undefined },
    vendored: { status: 'added', patch: `@@ -0,0 +1 @@\n+Subproject commit ${'1'.repeat(40)}` },
  });
  expect(data.find((file) => file.status === 'renamed')?.previous_filename).toBe('moved.txt');
  expect(github.violations).toEqual([]);
});

test('a very large file is listed without its patch', async () => {
  const { octokit, pull, onPull } = await startScene();
  await pull.push({ 'generated.txt': lines(20_001) });
  const { data } = await octokit.rest.pulls.listFiles(onPull);
  const generated = data.find((file) => file.filename === 'generated.txt');
  expect(generated?.additions).toBe(20_001);
  expect(generated?.patch).toBeUndefined();
});

test('commits, trees, contents, comparisons and the diff are read from the repository', async () => {
  const { github, octokit, repository, pull, at, onPull } = await startScene();
  await repository.commit({ branch: 'main', files: { 'docs/guide.md': '# Guide\n' } });
  const { owner, repo } = at;
  const diff = await octokit.rest.pulls.get({ ...onPull, mediaType: { format: 'diff' } });
  expect(diff.data).toContain('diff --git a/list.txt b/list.txt');
  const file = await octokit.rest.repos.getContent({ owner, repo, path: 'docs/guide.md', ref: 'main' });
  expect(file.data).toMatchObject({ type: 'file', content: Buffer.from('# Guide\n').toString('base64') });
  const folder = await octokit.rest.repos.getContent({ owner, repo, path: 'docs' });
  expect(folder.data).toMatchObject([{ type: 'file', path: 'docs/guide.md' }]);
  const comparison = await octokit.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: 'main...change',
  });
  expect(comparison.data).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 });
  const tree = await octokit.rest.git.getTree({ owner, repo, tree_sha: pull.headSha, recursive: 'true' });
  expect(tree.data.tree.map((entry) => entry.path)).toEqual(['README.md', 'list.txt']);
  const commits = await octokit.rest.pulls.listCommits(onPull);
  expect(commits.data.map((commit) => commit.sha)).toEqual([pull.headSha]);
  const commit = await octokit.rest.repos.getCommit({ owner, repo, ref: 'heads/change' });
  expect(commit.data.sha).toBe(pull.headSha);
  expect(github.violations).toEqual([]);
});

test('a carriage return cannot pass for the start of another file', async () => {
  const { octokit, pull, onPull } = await startScene();
  await pull.push({ 'evil.txt': 'a\rdiff --git a/x b/x\r@@ -1 +1 @@\n', 'late.txt': 'late\n' });
  const { data } = await octokit.rest.pulls.listFiles(onPull);
  expect(data.map((file) => file.filename)).toEqual(['evil.txt', 'late.txt', 'list.txt']);
  expect(data[1]?.patch).toBe('@@ -0,0 +1 @@\n+late');
});
