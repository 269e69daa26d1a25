/** The address, where it leads to a web page; null for all else: `javascript:`, `data:`, what is no address. */
export function safeHref(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

/** Pages of the repository, on the server where the run was. */
export interface RepositoryPages {
  readonly run: string | null;
  readonly pullRequest: (number: number) => string | null;
  readonly line: (at: {
    readonly sha: string;
    readonly path: string;
    readonly line: number;
  }) => string | null;
}

export function repositoryPages(runUrl: string, repository: string): RepositoryPages {
  const run = safeHref(runUrl);
  const isPlain = /^[\w.-]+\/[\w.-]+$/.test(repository);
  const base = run === null || !isPlain ? null : `${new URL(run).origin}/${repository}`;
  return {
    run,
    pullRequest: (number) => (base === null ? null : `${base}/pull/${number}`),
    line: ({ sha, path, line }) => {
      if (base === null || !/^[0-9a-f]{7,64}$/i.test(sha) || path.split('/').includes('..')) return null;
      // No file's name is half a character, and no address can have one.
      if (!path.isWellFormed()) return null;
      return `${base}/blob/${sha}/${path.split('/').map(encodeURIComponent).join('/')}#L${line}`;
    },
  };
}
