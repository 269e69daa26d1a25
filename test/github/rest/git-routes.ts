import { resolveCommit } from '../git/bare-repository.ts';
import { changedFiles, commitsBetween, mergeBase, unifiedDiff } from '../git/compare.ts';
import { gitText, gitTextOrNull, runGit } from '../git/run-git.ts';
import { paginate } from '../http/paging.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Repository } from '../repository.ts';
import { commitShapes, fileShape } from '../shapes/commit-shape.ts';
import type { Shape } from '../shapes/user-shape.ts';
import { demand, type RestAnswer, type RestRequest, type RestRoute, repositoryOf } from './route.ts';

const BASE = '/repos/:owner/:repo';
const LARGEST_FILE_LIST = 300;

export const gitRoutes: readonly RestRoute[] = [
  {
    operation: 'repos/compare-commits-with-basehead',
    method: 'GET',
    url: `${BASE}/compare/*`,
    allow,
    handle: compare,
  },
  { operation: 'repos/get-commit', method: 'GET', url: `${BASE}/commits/*`, allow, handle: commit },
  { operation: 'git/get-tree', method: 'GET', url: `${BASE}/git/trees/*`, allow, handle: tree },
  { operation: 'git/get-ref', method: 'GET', url: `${BASE}/git/ref/*`, allow, handle: ref },
];

function allow(request: RestRequest): void {
  demand(request, { level: 'read', anyOf: ['contents'] });
}

async function compare(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryOf(request);
  const [baseName = '', headName = ''] = (request.params['*'] ?? '').split('...');
  const [base, head] = [await commitOf(repository, baseName), await commitOf(repository, headName)];
  const common = await mergeBase(repository.gitDir, base, head);
  if (common === null)
    throw new Problem(404, { message: `No common ancestor between ${baseName} and ${headName}.` });
  if (/application\/vnd\.github\.(v3\.)?diff/.test(request.accept)) {
    const content = await unifiedDiff(repository.gitDir, common, head);
    return { raw: { type: 'application/vnd.github.diff; charset=utf-8', content } };
  }
  const ahead = await commitsBetween(repository.gitDir, base, head);
  const behind = await commitsBetween(repository.gitDir, head, base);
  const page = paginate(ahead, request);
  const [baseCommit, commonCommit] = await commitShapes(repository, [base, common]);
  const files = (await changedFiles(repository.gitDir, common, head)).slice(0, LARGEST_FILE_LIST);
  const { api, server } = repository.world.urls;
  const url = `${api}/repos/${repository.fullName}/compare/${baseName}...${headName}`;
  const html = `${server}/${repository.fullName}/compare/${baseName}...${headName}`;
  const status = comparison(ahead.length, behind.length);
  const body = {
    url,
    html_url: html,
    permalink_url: `${server}/${repository.fullName}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: baseCommit,
    merge_base_commit: commonCommit,
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: await commitShapes(repository, page.items),
    files: files.map((file) => fileShape(repository, file, head)),
  };
  return { body, headers: page.headers };
}

async function commit(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryOf(request);
  const sha = await commitOf(repository, request.params['*'] ?? '');
  if (/application\/vnd\.github\.(v3\.)?sha/.test(request.accept)) {
    return { raw: { type: 'application/vnd.github.sha; charset=utf-8', content: sha } };
  }
  const [shape] = await commitShapes(repository, [sha]);
  const parent =
    (await gitTextOrNull(repository.gitDir, 'rev-parse', '--verify', '--quiet', `${sha}^1`)) ?? EMPTY_TREE;
  const files = (await changedFiles(repository.gitDir, parent, sha)).slice(0, LARGEST_FILE_LIST);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const stats = { total: additions + deletions, additions, deletions };
  return { body: { ...shape, stats, files: files.map((file) => fileShape(repository, file, sha)) } };
}

async function tree(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryOf(request);
  const name = request.params['*'] ?? '';
  const sha = await objectOf(repository, `${name}^{tree}`);
  const recursive = request.query['recursive'] === undefined ? [] : ['-r', '-t'];
  const list = await runGit({ cwd: repository.gitDir, args: ['ls-tree', '-z', '--long', ...recursive, sha] });
  const api = `${repository.world.urls.api}/repos/${repository.fullName}/git`;
  const entries = list
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => treeEntry(line, api));
  return { body: { sha, url: `${api}/trees/${sha}`, tree: entries, truncated: false } };
}

function treeEntry(line: string, api: string): Shape {
  const tab = line.indexOf('\t');
  const path = line.slice(tab + 1);
  const [mode, type, sha, size] = line.slice(0, tab).split(/ +/);
  const url = type === 'commit' ? {} : { url: `${api}/${type}s/${sha}` };
  return { path, mode, type, sha, ...(type === 'blob' ? { size: Number(size) } : {}), ...url };
}

async function ref(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryOf(request);
  const name = `refs/${request.params['*'] ?? ''}`;
  const sha = await objectOf(repository, name);
  const type = await gitText(repository.gitDir, 'cat-file', '-t', sha);
  const api = `${repository.world.urls.api}/repos/${repository.fullName}/git`;
  const body = {
    ref: name,
    node_id: `REF_${Buffer.from(name).toString('base64url')}`,
    url: `${api}/${name}`,
    object: { sha, type, url: `${api}/${type}s/${sha}` },
  };
  return { body };
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

async function commitOf(repository: Repository, name: string): Promise<string> {
  const sha =
    (await resolveCommit(repository.gitDir, `refs/heads/${name}`)) ??
    (await resolveCommit(repository.gitDir, name));
  if (sha === null) throw notFound();
  return sha;
}

function comparison(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

/** The sha of what git knows by that name. */
async function objectOf({ gitDir }: Repository, name: string): Promise<string> {
  const sha = await gitTextOrNull(gitDir, 'rev-parse', '--verify', '--quiet', '--end-of-options', name);
  if (sha === null) throw notFound();
  return sha;
}
