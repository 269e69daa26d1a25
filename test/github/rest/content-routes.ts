import { resolveCommit } from '../git/bare-repository.ts';
import { runGit } from '../git/run-git.ts';
import { notFound } from '../http/problem.ts';
import type { Repository } from '../repository.ts';
import type { Shape } from '../shapes/user-shape.ts';
import { demand, type RestAnswer, type RestRequest, type RestRoute, repositoryOf } from './route.ts';

const LARGEST_INLINE_BYTES = 1024 * 1024;

export const contentRoutes: readonly RestRoute[] = [
  {
    operation: 'repos/get-content',
    method: 'GET',
    url: '/repos/:owner/:repo/contents/*',
    allow,
    handle: content,
  },
  {
    operation: 'repos/get-content',
    method: 'GET',
    url: '/repos/:owner/:repo/contents',
    allow,
    handle: content,
  },
];

interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number;
  readonly path: string;
}

function allow(request: RestRequest): void {
  demand(request, { level: 'read', anyOf: ['contents'] });
}

async function content(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryOf(request);
  const path = (request.params['*'] ?? '').replace(/\/$/, '');
  const at = request.query['ref'] ?? repository.defaultBranch;
  const commit =
    (await resolveCommit(repository.gitDir, `refs/heads/${at}`)) ??
    (await resolveCommit(repository.gitDir, at));
  if (commit === null) throw notFound();
  const [entry] = path === '' ? [] : await entries(repository, commit, path);
  if (path !== '' && entry === undefined) throw notFound();
  if (entry === undefined || entry.type === 'tree') {
    const inside = await entries(repository, commit, path === '' ? '' : `${path}/`);
    return { body: inside.map((child) => shape(repository, child, at)) };
  }
  const bytes = entry.type === 'blob' ? await blob(repository, entry.sha) : Buffer.alloc(0);
  if (/application\/vnd\.github\.(v3\.)?raw/.test(request.accept)) {
    return { raw: { type: 'application/vnd.github.raw; charset=utf-8', content: bytes } };
  }
  return { body: { ...shape(repository, entry, at), ...inline(entry, bytes) } };
}

function inline(entry: Entry, bytes: Buffer): Shape {
  if (entry.mode === '120000') return { target: bytes.toString() };
  if (entry.type !== 'blob') return { submodule_git_url: null };
  if (bytes.length > LARGEST_INLINE_BYTES) return { encoding: 'none', content: '' };
  return { encoding: 'base64', content: bytes.toString('base64').replace(/(.{60})/g, '$1\n') };
}

function shape(repository: Repository, entry: Entry, at: string): Shape {
  const { api, server } = repository.world.urls;
  const own = `${api}/repos/${repository.fullName}`;
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const url = `${own}/contents/${path}?ref=${at}`;
  const git = `${own}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `${server}/${repository.fullName}/${entry.type === 'tree' ? 'tree' : 'blob'}/${at}/${path}`;
  return {
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'blob' ? `${server}/${repository.fullName}/raw/${at}/${path}` : null,
    type: kindOf(entry),
    _links: { self: url, git, html },
  };
}

function kindOf(entry: Entry): string {
  if (entry.type === 'tree') return 'dir';
  if (entry.type === 'commit') return 'submodule';
  return entry.mode === '120000' ? 'symlink' : 'file';
}

async function entries(repository: Repository, commit: string, path: string): Promise<Entry[]> {
  const where = path === '' ? [] : ['--', path];
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '--long', '--full-tree', commit, ...where];
  const list = await runGit({ cwd: repository.gitDir, args });
  return list
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', sha = '', size] = line.slice(0, tab).split(/ +/);
      return { mode, type, sha, size: Number(size) || 0, path: line.slice(tab + 1) };
    });
}

async function blob(repository: Repository, sha: string): Promise<Buffer> {
  return runGit({ cwd: repository.gitDir, args: ['cat-file', 'blob', sha] });
}
