import { setImmediate } from 'node:timers/promises';
import { diffFromApi } from '../context/api-diff.ts';
import type { ChangedFile } from '../context/changed-file.ts';
import { anchorOf } from '../finding/anchor.ts';
import { type Placement, place, suggestionUse } from '../finding/position.ts';
import type { ReconciledFinding } from '../finding/reconcile.ts';
import { refusalOf } from '../github/refusal.ts';
import { plural } from '../render/figures.ts';
import { inlineComment } from '../render/inline-comment.ts';
import { withFindingMark } from './marker.ts';
import { type DiffComment, type PostedReview, postReview, type ReviewPost } from './post-review.ts';

export interface PostedFindings {
  readonly review: PostedReview | null;
  /** Why a finding has no comment, by its id. */
  readonly unplaced: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

export interface PostFindingsInput {
  readonly to: Omit<ReviewPost, 'body' | 'comments'>;
  readonly stickyUrl: string | null;
  readonly findings: readonly ReconciledFinding[];
  readonly files: ReadonlyMap<string, ChangedFile>;
}

type Placed = Placement & { readonly kind: 'line' };

/**
 * Posts what is new in one review. Where GitHub refuses it, because the commit is gone or it sees the diff otherwise, the
 * places are checked against GitHub's own diff and what still stands there is posted; the rest is told, never dropped.
 */
export async function postFindings(input: PostFindingsInput): Promise<PostedFindings> {
  const first = placeAll(input.findings, input.files);
  if (first.placed.length === 0) return { review: null, unplaced: first.unplaced, warnings: [] };
  const attempt = await tryPost(input, first.placed, input.to.commitId);
  if (attempt.kind === 'posted') return { review: attempt.review, unplaced: first.unplaced, warnings: [] };

  const second = await placeOnGitHubsDiff(input, first.placed);
  const retried =
    second.placed.length === 0
      ? attempt
      : await tryPost({ ...input, files: second.files }, second.placed, second.headSha);
  const unplaced = new Map(first.unplaced);
  const posted = new Set(retried.kind === 'posted' ? second.placed.map(({ finding }) => finding.id) : []);
  for (const { finding } of first.placed) {
    if (!posted.has(finding.id)) unplaced.set(finding.id, 'GitHub did not take a comment on this line');
  }
  const refused = first.placed.length - posted.size;
  const warning = `GitHub refused ${plural(refused, 'comment')} on the diff (${attempt.message})`;
  return {
    review: retried.kind === 'posted' ? retried.review : null,
    unplaced,
    warnings: refused === 0 ? [] : [warning],
  };
}

interface PlacedFinding {
  readonly finding: ReconciledFinding;
  readonly placement: Placed;
}

function placeAll(
  findings: readonly ReconciledFinding[],
  files: ReadonlyMap<string, ChangedFile>,
): { readonly placed: readonly PlacedFinding[]; readonly unplaced: ReadonlyMap<string, string> } {
  const placed: PlacedFinding[] = [];
  const unplaced = new Map<string, string>();
  for (const finding of findings) {
    const placement = place(finding.finding, files.get(finding.finding.path));
    if (placement.kind === 'line') placed.push({ finding, placement });
    else unplaced.set(finding.id, placement.why);
  }
  return { placed, unplaced };
}

type Attempt =
  | { readonly kind: 'posted'; readonly review: PostedReview }
  | { readonly kind: 'refused'; readonly message: string };

async function tryPost(
  input: PostFindingsInput,
  placed: readonly PlacedFinding[],
  commitId: string,
): Promise<Attempt> {
  const overview = input.stickyUrl === null ? '' : ` The overview is [in this comment](${input.stickyUrl}).`;
  try {
    const review = await postReview({
      ...input.to,
      commitId,
      body: `${plural(placed.length, 'finding')} on the lines below.${overview}`,
      comments: await diffComments(input, placed),
    });
    return { kind: 'posted', review };
  } catch (error) {
    const { status, message } = refusalOf(error);
    if (status !== 422) throw error;
    input.to.waiting.log(`GitHub refused the review: ${message}`);
    return { kind: 'refused', message };
  }
}

async function diffComments(
  input: PostFindingsInput,
  placed: readonly PlacedFinding[],
): Promise<readonly DiffComment[]> {
  const comments: DiffComment[] = [];
  for (const one of placed) {
    comments.push(diffComment(input, one));
    // Signals and limits of time are heard between two renderings.
    await setImmediate();
  }
  return comments;
}

function diffComment(input: PostFindingsInput, { finding, placement }: PlacedFinding): DiffComment {
  const { id, anchor } = finding;
  const { path, severity, category, title } = finding.finding;
  const use = suggestionUse(finding.finding, placement, input.files.get(path));
  const mark = {
    v: 1,
    id,
    key: input.to.key,
    run: input.to.runId,
    anchor,
    severity,
    category,
    title,
    path,
  } as const;
  const { side, line, startLine } = placement;
  return {
    path,
    body: withFindingMark(inlineComment(finding.finding, use), mark),
    side,
    line,
    ...(startLine === undefined ? {} : { start_line: startLine, start_side: side }),
  };
}

/** Only where the same text stands on the same line today is the finding still about that line. */
async function placeOnGitHubsDiff(
  { to }: PostFindingsInput,
  refused: readonly PlacedFinding[],
): Promise<{
  readonly placed: readonly PlacedFinding[];
  readonly files: ReadonlyMap<string, ChangedFile>;
  readonly headSha: string;
}> {
  const { owner, repo, pullRequest: number } = to.ref;
  const [{ data: pull }, list] = await Promise.all([
    to.client.pulls.get({ owner, repo, pull_number: number }),
    diffFromApi({ client: to.client, owner, repo, number, changedFiles: null }),
  ]);
  const files = new Map(list.map((file) => [file.path, file]));
  const sameText = refused.filter(({ finding }) => {
    const anchor = anchorOf(finding.finding, files.get(finding.finding.path), () => null);
    return anchor !== '' && anchor === finding.anchor;
  });
  const { placed } = placeAll(
    sameText.map(({ finding }) => finding),
    files,
  );
  return { placed, files, headSha: pull.head.sha };
}
