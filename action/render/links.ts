export interface RepositoryPage {
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
}

export interface FilePlace {
  readonly path: string;
  readonly startLine?: number | undefined;
  readonly line: number | null;
}

function commitUrl(page: RepositoryPage, sha: string): string {
  return `${repositoryUrl(page)}/commit/${sha}`;
}

export function fileUrl(page: RepositoryPage, sha: string, { path, startLine, line }: FilePlace): string {
  // GitHub shows markdown rendered, without lines, unless asked for the source.
  const plain = line !== null && /\.(md|markdown|mdx|rst|adoc|ipynb)$/i.test(path) ? '?plain=1' : '';
  const range =
    startLine !== undefined && line !== null && startLine < line ? `L${startLine}-L${line}` : `L${line}`;
  const segments = path.split('/').map(encodeSegment).join('/');
  return `${repositoryUrl(page)}/blob/${sha}/${segments}${plain}${line === null ? '' : `#${range}`}`;
}

export function pullRequestUrl(page: RepositoryPage, number: number): string {
  return `${repositoryUrl(page)}/pull/${number}`;
}

/** A short sha that leads to its commit. */
export function commitLink(page: RepositoryPage, sha: string): string {
  return `[\`${sha.slice(0, 7)}\`](${commitUrl(page, sha)})`;
}

function repositoryUrl({ serverUrl, owner, repo }: RepositoryPage): string {
  return `${serverUrl}/${owner}/${repo}`;
}

/** Parentheses would end a markdown link; `.` and `..` as segments would walk. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
