import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { startScene } from './scene.ts';

const run = promisify(execFile);
const env = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map(async (folder) => rm(folder, { recursive: true, force: true })));
});

test('a commit is fetched by its sha, as actions/checkout does', async () => {
  const { github, repository, pull } = await startScene({ private: true });
  const clone = await emptyClone();
  const header = `http.extraheader=AUTHORIZATION: basic ${basic(repository.issueToken())}`;
  await git(clone, '-c', header, 'fetch', '--depth=1', repository.cloneUrl, pull.headSha);
  await git(clone, 'checkout', '--quiet', 'FETCH_HEAD');
  expect(await readFile(path.join(clone, 'list.txt'), 'utf8')).toContain('line five');
  await git(clone, '-c', header, 'fetch', repository.cloneUrl, 'refs/pull/1/merge');
  expect(await git(clone, 'log', '-1', '--format=%s', 'FETCH_HEAD')).toContain(`Merge ${pull.headSha} into`);
  expect(github.requests.map((request) => request.route)).toContain('git/upload-pack');
});

test('a private repository asks for credentials', async () => {
  const { repository } = await startScene({ private: true });
  await expect(git(await emptyClone(), 'fetch', repository.cloneUrl)).rejects.toThrow(
    /could not read Username|terminal prompts/,
  );
});

test("a fork's commits can be had from the base repository", async () => {
  const { repository } = await startScene();
  const fork = await repository.fork('contributor');
  await fork.commit({ branch: 'idea', files: { 'idea.txt': 'new\n' } });
  const pull = await repository.openPullRequest({ title: 'From a fork', head: 'idea', fromFork: fork });
  await pull.push({ 'idea.txt': 'newer\n' });
  const clone = await emptyClone();
  await git(clone, 'fetch', repository.cloneUrl, `refs/pull/${pull.number}/head`);
  expect((await git(clone, 'rev-parse', 'FETCH_HEAD')).trim()).toBe(pull.headSha);
});

test('a push needs contents: write, and moves the pull request', async () => {
  const { repository, pull } = await startScene();
  const clone = await emptyClone();
  await git(clone, 'fetch', repository.cloneUrl, 'change');
  await git(clone, 'checkout', '--quiet', '-b', 'change', 'FETCH_HEAD');
  await writeFile(path.join(clone, 'more.txt'), 'more\n');
  await git(clone, 'add', '.');
  await git(clone, '-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '-qm', 'More');
  const address = (token: string): string =>
    repository.cloneUrl.replace('://', `://x-access-token:${token}@`);
  const reader = repository.issueToken({ permissions: { contents: 'read' } });
  await expect(git(clone, 'push', address(reader), 'change')).rejects.toThrow(/403/);
  const writer = repository.issueToken({ permissions: { contents: 'write' } });
  await git(clone, 'push', address(writer), 'change');
  expect(pull.headSha).toBe((await git(clone, 'rev-parse', 'HEAD')).trim());
  expect((await pull.files()).map((file) => file.path)).toEqual(['list.txt', 'more.txt']);
});

async function emptyClone(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clone-'));
  folders.push(folder);
  await git(folder, 'init', '--quiet');
  return folder;
}

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  return (await run('git', [...args], { cwd, env })).stdout;
}

function basic(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
}
