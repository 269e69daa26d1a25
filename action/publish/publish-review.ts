import type { ChangedFile } from '../context/changed-file.ts';
import type { EarlierFinding } from '../finding/earlier-finding.ts';
import { identify } from '../finding/identify.ts';
import { type Reconciliation, reconcile } from '../finding/reconcile.ts';
import type { Identity } from '../github/identity.ts';
import { earlierFindings, type FindingComment, listFindingComments } from './earlier-findings.ts';
import { mergedSections } from './merged-sections.ts';
import { type PostedFindings, postFindings } from './post-findings.ts';
import type { PublishedReview, PublisherOptions, ReviewInput } from './publisher.ts';
import { resolveFindings } from './resolve-findings.ts';
import { reviewDraft } from './review-draft.ts';
import { shownFindings } from './shown-findings.ts';
import type { Sticky } from './sticky.ts';
import type { Section } from './sticky-body.ts';

export interface ReviewFlow {
  readonly options: PublisherOptions;
  readonly sticky: Sticky;
  readonly me: Identity;
  /** When this run began to publish: what was written to our section after it is by a run that came later. */
  readonly sinceMs: number;
  readonly input: ReviewInput;
}

/** Posts what is new, marks what is gone, and rewrites our section of the sticky comment. */
export async function publishReview(flow: ReviewFlow): Promise<PublishedReview> {
  const { options, input } = flow;
  const before = await stateOfThings(flow);
  const newer = newerReview(before.own, options.runId, before.currentSha, input.facts.headSha);
  if (newer !== null) return { kind: 'superseded', by: newer };

  const files = new Map(input.files.map((file) => [file.path, file]));
  const outcome = reconcile({
    found: identify(input.review.findings, files, input.readLine),
    earlier: before.earlier,
    files: input.files,
    reviewedPaths: input.reviewedPaths,
    key: options.key,
    headSha: input.facts.headSha,
    lastSha: before.own?.state?.reviewed?.head ?? null,
  });
  const posted = await postNew(flow, { before, outcome, files });
  const { client, clock } = options;
  const { headSha } = input.facts;
  const { gone } = outcome;
  const { comments } = before;
  const resolved = await resolveFindings({
    client,
    page: options,
    headSha,
    gone,
    comments,
    clock,
    waiting: options,
  });
  const shown = shownFindings({ page: options, files, outcome, posted, resolved });
  const written = await flow.sticky.write({
    client,
    me: flow.me,
    verify: true,
    abandoned: options.abandoned,
    build: reviewDraft(flow, { shown, outcome, posted, resolved, currentSha: before.currentSha }),
  });
  const found = outcome.found.filter(({ status }) => status === 'new').length;
  return {
    kind: 'published',
    new: found,
    standing: shown.length - found,
    resolved: resolved.resolved.length,
    unplaced: posted.unplaced.size,
    stickyUrl: written.url ?? '',
    reviewUrl: posted.review?.url ?? null,
    warnings: [...posted.warnings, ...resolved.warnings],
  };
}

async function postNew(
  { options, me, input }: ReviewFlow,
  { before, outcome, files }: { before: Before; outcome: Reconciliation; files: FilesByPath },
): Promise<PostedFindings> {
  const { client, key, runId } = options;
  const commitId = input.facts.headSha;
  return postFindings({
    to: { client, me, ref: options, waiting: options, key, runId, commitId },
    stickyUrl: before.stickyUrl,
    findings: outcome.found.filter(({ status }) => status === 'new'),
    files,
  });
}

type FilesByPath = ReadonlyMap<string, ChangedFile>;

interface Before {
  readonly own: Section | null;
  readonly currentSha: string;
  readonly earlier: readonly EarlierFinding[];
  readonly comments: readonly FindingComment[];
  readonly stickyUrl: string | null;
}

async function stateOfThings({ options, sticky, me }: ReviewFlow): Promise<Before> {
  const { client, owner, repo, pullRequest, commentCounts } = options;
  const [{ data: pull }, stickies, comments] = await Promise.all([
    client.pulls.get({ owner, repo, pull_number: pullRequest }),
    sticky.list(client, me),
    listFindingComments(client, me, { owner, repo, pullRequest, expected: commentCounts?.review }),
  ]);
  const sections = mergedSections(stickies);
  return {
    own: sections.find(({ key }) => key === options.key) ?? null,
    currentSha: pull.head.sha,
    earlier: earlierFindings(comments, sections, me),
    comments,
    stickyUrl: stickies[0]?.url ?? null,
  };
}

/** The run that already reviewed the pull request as it is now, when ours looked at an older commit. */
function newerReview(
  own: Section | null,
  runId: string,
  currentSha: string,
  reviewedSha: string,
): string | null {
  const reviewed = own?.state?.reviewed ?? null;
  if (reviewed === null || currentSha === reviewedSha) return null;
  return reviewed.head === currentSha && reviewed.run !== runId ? reviewed.url : null;
}
