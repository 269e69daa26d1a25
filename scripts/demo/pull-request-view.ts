import { parseHunks } from '../../action/context/hunks.ts';
import type { ChangedFile } from '../../test/github/git/compare.ts';
import type { PullRequest } from '../../test/github/pull-request.ts';

/** A pull request as its page shows it: read from GitHub after the run, not from what the action meant to post. */
export interface PullRequestView {
  readonly repository: string;
  readonly url: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly headSha: string;
  readonly commits: number;
  readonly files: readonly FileView[];
  readonly comments: readonly ConversationComment[];
  /** On lines of the diff. */
  readonly remarks: readonly Remark[];
}

export interface FileView {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  readonly hunks: readonly (readonly DiffLine[])[];
}

export interface DiffLine {
  readonly kind: 'context' | 'added' | 'removed';
  readonly oldLine: number | null;
  readonly newLine: number | null;
  readonly text: string;
}

export interface ConversationComment {
  readonly anchor: string;
  readonly author: string;
  readonly body: string;
}

export interface Remark {
  readonly anchor: string;
  readonly author: string;
  readonly path: string;
  readonly side: 'LEFT' | 'RIGHT';
  readonly startLine: number;
  readonly line: number;
  readonly body: string;
}

export async function viewPullRequest(pull: PullRequest): Promise<PullRequestView> {
  const { repository } = pull;
  const [files, commits, comments] = await Promise.all([
    pull.files(),
    pull.commitShas(),
    pull.reviewComments(),
  ]);
  return {
    repository: repository.fullName,
    url: `${repository.world.urls.server}/${repository.fullName}/pull/${pull.number}`,
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    author: pull.author.login,
    headRef: pull.headRef,
    baseRef: pull.baseRef,
    headSha: pull.headSha,
    commits: commits.length,
    files: files.map(viewFile),
    comments: pull.comments().map(({ id, author, body }) => ({ anchor: `issuecomment-${id}`, author, body })),
    remarks: comments.flatMap(({ id, author, path, side, line, startLine, body }) =>
      line === null
        ? []
        : [{ anchor: `discussion_r${id}`, author, path, side, startLine: startLine ?? line, line, body }],
    ),
  };
}

function viewFile({ path, previousPath, status, additions, deletions, patch }: ChangedFile): FileView {
  const hunks = parseHunks(patch ?? '').map(({ oldStart, newStart, lines }) => {
    let oldLine = oldStart;
    let newLine = newStart;
    return lines
      .filter((line) => !line.startsWith('\\'))
      .map((line): DiffLine => {
        const text = line.slice(1).replace(/\r$/, '');
        if (line.startsWith('+')) return { kind: 'added', oldLine: null, newLine: newLine++, text };
        if (line.startsWith('-')) return { kind: 'removed', oldLine: oldLine++, newLine: null, text };
        return { kind: 'context', oldLine: oldLine++, newLine: newLine++, text };
      });
  });
  return { path, previousPath, status, additions, deletions, hunks };
}

/** The line of the diff on the side a remark is about; null on the other side of an added or removed line. */
export function lineOn(side: Remark['side'], line: DiffLine): number | null {
  if (side === 'LEFT') return line.kind === 'added' ? null : line.oldLine;
  return line.kind === 'removed' ? null : line.newLine;
}

/** The lines a remark is about: what its suggestion would replace. */
export function linesOf({ side, startLine, line }: Remark, file: FileView): readonly DiffLine[] {
  return file.hunks.flat().filter((one) => {
    const at = lineOn(side, one);
    return at !== null && at >= startLine && at <= line;
  });
}
