import type { PostedComment } from '../context/conversation.ts';
import type { EarlierFinding } from '../finding/earlier-finding.ts';
import type { GitHubClient } from '../github/client.ts';
import { type Identity, isBy } from '../github/identity.ts';
import { allPages } from '../github/pages.ts';
import {
  listThreads,
  type PullRequestRef,
  type ReviewThread,
  type Threads,
} from '../github/review-threads.ts';
import { type FindingMark, readFindingMark } from './marker.ts';
import { postedBelow, postedOnDiff } from './posted-comments.ts';
import type { Section } from './sticky-body.ts';

/** One of our comments on the diff. */
export interface FindingComment {
  readonly id: number;
  readonly url: string;
  readonly mark: FindingMark;
  readonly visible: string;
  readonly resolved: boolean;
  readonly line: number | null;
  readonly side: 'LEFT' | 'RIGHT';
  readonly reportedSha: string;
  readonly thread: ReviewThread | null;
}

type CommentsRef = PullRequestRef & { readonly expected?: number | undefined };

/** All comments on the diff that are ours and carry a finding, with their threads where the token may see those. */
export async function listFindingComments(
  client: GitHubClient,
  identity: Identity | Promise<Identity>,
  ref: CommentsRef,
): Promise<readonly FindingComment[]> {
  return (await listComments(client, identity, ref)).findings;
}

/** The same together with what everybody else said: on the diff, and below the pull request. */
export async function listComments(
  client: GitHubClient,
  identity: Identity | Promise<Identity>,
  ref: CommentsRef & { readonly withDiscussion?: boolean },
): Promise<{ readonly findings: readonly FindingComment[]; readonly posted: readonly PostedComment[] }> {
  const { owner, repo, pullRequest } = ref;
  const [me, comments, { threads, discussion }] = await Promise.all([
    identity,
    allPages(
      async (page) => client.pulls.listReviewComments({ owner, repo, pull_number: pullRequest, ...page }),
      ref.expected,
    ),
    // Without them everything works but resolving the threads, for which there is another way.
    listThreads(client, ref).catch((): Threads => ({ threads: [], discussion: [] })),
  ]);
  const byComment = new Map(threads.map((thread) => [thread.firstCommentId, thread]));
  const findings = comments.flatMap((comment) => {
    const read = isBy(comment.user, me) ? readFindingMark(comment.body) : null;
    if (read === null) return [];
    return [
      {
        id: comment.id,
        url: comment.html_url,
        ...read,
        line: comment.line ?? null,
        side: comment.side ?? 'RIGHT',
        reportedSha: comment.original_commit_id,
        thread: byComment.get(comment.id) ?? null,
      },
    ];
  });
  const ours = new Set(findings.map(({ id }) => id));
  const hidden = new Set(threads.flatMap(({ hiddenCommentIds }) => hiddenCommentIds));
  const onDiff = comments.map((comment) =>
    postedOnDiff({ ...comment, isMinimized: hidden.has(comment.id) }, ours.has(comment.id)),
  );
  return { findings, posted: [...discussion.map(postedBelow), ...onDiff] };
}

/** What earlier runs reported, from their comments on the diff and from what the sticky comment remembers beside them. */
export function earlierFindings(
  comments: readonly FindingComment[],
  sections: readonly Section[],
  me: Identity,
): readonly EarlierFinding[] {
  const known = new Set(comments.map(({ id }) => id));
  const remembered = sections.flatMap(({ key, state }) =>
    (state?.findings ?? []).flatMap(
      ([id, path, line, side, severity, category, title, anchor, commentId]) => {
        if (commentId !== null && known.has(commentId)) return [];
        return [{ id, key, path, line, side, severity, category, title, anchor, status: 'open' } as const];
      },
    ),
  );
  return latest([...comments.map((comment) => fromComment(comment, me)), ...remembered]);
}

function fromComment(comment: FindingComment, me: Identity): EarlierFinding {
  const { mark, thread } = comment;
  const closedByOther = thread?.isResolved === true && !isMe(thread, me);
  return {
    id: mark.id,
    key: mark.key,
    path: mark.path,
    line: comment.line,
    side: comment.side,
    severity: mark.severity,
    category: mark.category,
    title: mark.title,
    anchor: mark.anchor,
    status: comment.resolved || thread?.isResolved === true ? 'resolved' : 'open',
    ...(closedByOther && !comment.resolved ? { settledByReader: true } : {}),
    reportedSha: comment.reportedSha,
    commentId: comment.id,
    url: comment.url,
    ...(thread === null ? {} : { threadId: thread.id }),
  };
}

/** GraphQL calls a bot by its name alone. */
function isMe({ resolvedBy }: ReviewThread, me: Identity): boolean {
  return isBy(resolvedBy, me) || (resolvedBy?.id === undefined && `${resolvedBy?.login}[bot]` === me.login);
}

/** A finding that went and came back has two comments: the open one counts, else the younger. */
function latest(all: readonly EarlierFinding[]): readonly EarlierFinding[] {
  const byId = new Map<string, EarlierFinding>();
  for (const one of all) {
    const name = `${one.key} ${one.id}`;
    if (byId.get(name)?.status !== 'open' || one.status === 'open') byId.set(name, one);
  }
  return [...byId.values()];
}
