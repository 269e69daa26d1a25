import type { GitHubClient } from '../github/client.ts';
import type { ChangedFile, FileStatus } from './changed-file.ts';
import { parseHunks } from './hunks.ts';

/** GitHub lists at most this many files of a pull request (REST: "List pull requests files"). */
export const apiFileLimit = 3000;
const pageSize = 100;

export interface ApiDiffOptions {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  /** From the event: lets all pages be asked for at once. */
  readonly changedFiles: number | null;
}

/** The pull request's files as GitHub gives them, all pages, asked for together when their number is known. */
export async function diffFromApi({
  client,
  owner,
  repo,
  number,
  changedFiles,
}: ApiDiffOptions): Promise<readonly ChangedFile[]> {
  const page = async (index: number): Promise<readonly ApiFile[]> => {
    const answer = await client.rest.pulls.listFiles({
      owner,
      repo,
      pull_number: number,
      per_page: pageSize,
      page: index,
    });
    return answer.data;
  };
  const expected = Math.max(1, Math.ceil(Math.min(changedFiles ?? 0, apiFileLimit) / pageSize));
  const pages = await Promise.all(Array.from({ length: expected }, (_, index) => page(index + 1)));
  // The event's count may be older than the pull request.
  while (pages.at(-1)?.length === pageSize && pages.length < apiFileLimit / pageSize)
    pages.push(await page(pages.length + 1));
  return pages.flat().map(toChangedFile);
}

interface ApiFile {
  readonly filename: string;
  readonly previous_filename?: string;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  readonly changes: number;
  readonly patch?: string;
}

const statuses: readonly FileStatus[] = ['added', 'removed', 'modified', 'renamed', 'copied', 'changed'];

function toChangedFile(file: ApiFile): ChangedFile {
  const patch = file.patch ?? '';
  return {
    path: file.filename,
    ...(file.previous_filename === undefined ? {} : { previousPath: file.previous_filename }),
    status: statuses.find((status) => status === file.status) ?? 'changed',
    additions: file.additions,
    deletions: file.deletions,
    kind: kindOf(file),
    hunks: parseHunks(patch),
    patch,
  };
}

/** GitHub leaves `patch` out for binary files (no changed lines counted), renames alone, and diffs it finds too large. */
function kindOf(file: ApiFile): ChangedFile['kind'] {
  if (file.patch !== undefined) return isSubmodule(file.patch) ? 'submodule' : 'text';
  if (file.changes > 0) return 'too-large';
  return file.status === 'renamed' || file.status === 'changed' ? 'text' : 'binary';
}

/** Nothing but the one commit taken out and the one put in: a text file may hold such a line too. */
function isSubmodule(patch: string): boolean {
  const changed = patch.split('\n').filter((line) => /^[-+\\ ]/.test(line));
  const signs = changed.map((line) => line.charAt(0)).join('');
  return (
    ['-', '+', '-+'].includes(signs) &&
    changed.every((line) => /^[-+]Subproject commit [0-9a-f]{40,64}$/.test(line))
  );
}
