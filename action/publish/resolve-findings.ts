import type { EarlierFinding } from '../finding/earlier-finding.ts';
import type { GitHubClient } from '../github/client.ts';
import { refusalOf, statusOf } from '../github/refusal.ts';
import { type ReviewThread, resolveThread } from '../github/review-threads.ts';
import { resolvedComment } from '../render/inline-comment.ts';
import type { RepositoryPage } from '../render/links.ts';
import type { FindingComment } from './earlier-findings.ts';
import { withResolvedMark } from './marker.ts';
import { pause, type Waiting } from './waiting.ts';

/** Past this many, a second between two edits keeps us below GitHub's limit for changes. */
const UNHURRIED = 20;
/** What cannot be marked in this time stays open and is marked by the next run. */
const MOST_MS = 90_000;

export interface ResolveInput {
  readonly client: GitHubClient;
  readonly page: RepositoryPage;
  readonly headSha: string;
  readonly gone: readonly EarlierFinding[];
  readonly comments: readonly FindingComment[];
  readonly clock: () => number;
  readonly waiting: Pick<Waiting, 'sleep' | 'abandoned'>;
}

export interface Resolved {
  readonly resolved: readonly EarlierFinding[];
  /** Gone, but GitHub did not let us say so. */
  readonly failed: readonly EarlierFinding[];
  readonly warnings: readonly string[];
}

/**
 * Marks findings that are gone: their thread is resolved where the token may, else the comment is edited to say so.
 * A finding without a comment is simply no longer listed.
 */
export async function resolveFindings(input: ResolveInput): Promise<Resolved> {
  const comments = new Map(input.comments.map((comment) => [comment.id, comment]));
  const deadlineMs = input.clock() + MOST_MS;
  const resolved: EarlierFinding[] = [];
  const failed: EarlierFinding[] = [];
  let fault = '';
  let mayResolve = true;
  for (const [index, finding] of input.gone.entries()) {
    const comment = finding.commentId === undefined ? undefined : comments.get(finding.commentId);
    if (comment === undefined) {
      resolved.push(finding);
      continue;
    }
    if (input.clock() > deadlineMs) {
      failed.push(finding);
      fault = 'it would have taken too long';
      continue;
    }
    if (index >= UNHURRIED) await pause(input.waiting, 1000);
    const { thread } = comment;
    const isResolved: boolean = mayResolve && thread !== null && (await isMarked(input.client, thread));
    // Refused once, it will be refused again.
    if (thread !== null) mayResolve = isResolved;
    const error = isResolved ? null : await editedComment(input, comment);
    if (error === null) resolved.push(finding);
    else {
      failed.push(finding);
      fault = refusalOf(error).message;
    }
  }
  return { resolved, failed, warnings: warningsOf(failed.length, fault) };
}

async function isMarked(client: GitHubClient, thread: ReviewThread): Promise<boolean> {
  try {
    await resolveThread(client, thread.id);
    return true;
  } catch {
    return false;
  }
}

async function editedComment(input: ResolveInput, comment: FindingComment): Promise<unknown> {
  const { owner, repo } = input.page;
  const { visible, mark } = comment;
  const text = resolvedComment(input.page, { visible, title: mark.title, sha: input.headSha });
  try {
    const body = withResolvedMark(text, mark);
    await input.client.pulls.updateReviewComment({ owner, repo, comment_id: comment.id, body });
    return null;
  } catch (error) {
    // Somebody deleted it meanwhile.
    return statusOf(error) === 404 ? null : error;
  }
}

function warningsOf(count: number, fault: string): readonly string[] {
  if (count === 0) return [];
  return [`${count} comments whose findings are gone could not be marked as resolved: ${fault}`];
}
