import type { ChangedFile } from '../git/compare.ts';
import { gitText } from '../git/run-git.ts';
import type { Repository } from '../repository.ts';
import { noreplyEmail } from '../user.ts';
import { type Shape, userShape } from './user-shape.ts';

const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');

/** Commits by their full shas, in the order given, read with one git process. */
export async function commitShapes(repository: Repository, shas: readonly string[]): Promise<Shape[]> {
  if (shas.length === 0) return [];
  const args = ['log', '--no-walk=unsorted', '-z', `--format=${FORMAT}%x01`, ...shas];
  const text = await gitText(repository.gitDir, ...args);
  const records = text.split('\x01').map((record) => record.replace(/^\0/, '').split('\0'));
  const bySha = new Map(records.map((fields) => [fields[0] ?? '', fields]));
  return shas.map((sha) => commitShape(repository, bySha.get(sha) ?? []));
}

function commitShape(repository: Repository, fields: readonly string[]): Shape {
  const [sha = '', tree, parents = '', an, ae = '', ad = '', cn, ce = '', cd = '', message = ''] = fields;
  const { urls } = repository.world;
  const api = `${urls.api}/repos/${repository.fullName}`;
  const page = `${urls.server}/${repository.fullName}/commit/${sha}`;
  return {
    sha,
    node_id: `C_kwDO${Buffer.from(sha).toString('base64url')}`,
    commit: {
      author: { name: an, email: ae, date: utc(ad) },
      committer: { name: cn, email: ce, date: utc(cd) },
      message: message.replace(/\n$/, ''),
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      url: `${api}/git/commits/${sha}`,
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    url: `${api}/commits/${sha}`,
    html_url: page,
    comments_url: `${api}/commits/${sha}/comments`,
    author: byEmail(repository, ae),
    committer: byEmail(repository, ce),
    parents: parents
      .split(' ')
      .filter(Boolean)
      .map((parent) => ({
        sha: parent,
        url: `${api}/commits/${parent}`,
        html_url: `${urls.server}/${repository.fullName}/commit/${parent}`,
      })),
  };
}

export function fileShape(repository: Repository, file: ChangedFile, at: string): Shape {
  const { urls } = repository.world;
  const page = `${urls.server}/${repository.fullName}`;
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${at}/${path}`,
    raw_url: `${page}/raw/${at}/${path}`,
    contents_url: `${urls.api}/repos/${repository.fullName}/contents/${path}?ref=${at}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

function byEmail(repository: Repository, email: string): Shape | null {
  const user = repository.world.users.find((candidate) => noreplyEmail(candidate) === email);
  return user === undefined ? null : userShape(repository.world, user);
}

function utc(date: string): string {
  return new Date(date).toISOString().replace(/\.\d+Z$/, 'Z');
}
