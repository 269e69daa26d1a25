import type { EarlierFinding } from '../finding/earlier-finding.ts';
import { identify } from '../finding/identify.ts';
import { type ReconciledFinding, type Reconciliation, reconcile } from '../finding/reconcile.ts';
import { byGravity } from '../finding/severity.ts';
import type { Identity } from '../github/identity.ts';
import { reviewSection } from '../render/review-section.ts';
import { fitting } from '../render/room.ts';
import type { ShownFinding } from '../render/shown-finding.ts';
import { titleText } from '../render/title.ts';
import { leastUnplacedLength } from '../render/unplaced-findings.ts';
import { earlierFindings, listFindingComments } from './earlier-findings.ts';
import { type PostedFindings, postFindings } from './post-findings.ts';
import type { PublishedReview, PublisherOptions, ReviewInput } from './publisher.ts';
import { type Resolved, resolveFindings } from './resolve-findings.ts';
import type { SectionState } from './section-state.ts';
import { shownEarlier, storedFinding } from './shown-findings.ts';
import { mergedSections, type Sticky } from './sticky.ts';
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
  const posted = await postFindings({
    to: {
      client: options.client,
      me: flow.me,
      ref: options,
      waiting: options,
      key: options.key,
      runId: options.runId,
      commitId: input.facts.headSha,
    },
    stickyUrl: before.stickyUrl,
    findings: outcome.found.filter(({ status }) => status === 'new'),
    files,
  });
  const { client, clock, sleep } = options;
  const { headSha } = input.facts;
  const resolved = await resolveFindings({
    client,
    page: options,
    headSha,
    gone: outcome.gone,
    comments: before.comments,
    clock,
    sleep,
  });
  return writeResult(flow, { ...before, outcome, posted, resolved });
}

interface Before {
  readonly own: Section | null;
  readonly currentSha: string;
  readonly earlier: readonly EarlierFinding[];
  readonly comments: Awaited<ReturnType<typeof listFindingComments>>;
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

interface Result extends Before {
  readonly outcome: Reconciliation;
  readonly posted: PostedFindings;
  readonly resolved: Resolved;
}

async function writeResult(flow: ReviewFlow, result: Result): Promise<PublishedReview> {
  const { options, input, me } = flow;
  const { outcome, posted, resolved } = result;
  const shown = shownFindings(flow, result);
  const warnings = [...posted.warnings, ...resolved.warnings];
  const { facts } = input;
  const view = {
    page: { ...options, headSha: facts.headSha },
    movedTo: result.currentSha === facts.headSha ? null : result.currentSha,
    summary: input.review.summary,
    checked: input.review.checked,
    findings: shown.map(({ view: one }) => one),
    resolved: resolved.resolved.map(({ title, url = null }) => ({ title, url })),
    settled: outcome.found.filter(({ status }) => status === 'settled').length,
    facts: { ...facts, warnings: [...facts.warnings, ...warnings] },
  };
  const { runId, runUrl, label } = options;
  const state: SectionState = {
    v: 1,
    label,
    run: runId,
    runUrl,
    atMs: options.clock(),
    phase: 'finished',
    reviewed: { head: facts.headSha, run: runId, url: runUrl },
    findings: shown.flatMap(({ stored }) => (stored === null ? [] : [stored])),
  };
  const written = await flow.sticky.write({
    client: options.client,
    me,
    verify: true,
    build: (own) => {
      // A later run of this job is already at work: its note stays on top of our result.
      const later =
        own?.state?.phase === 'running' && own.state.run !== runId && own.state.atMs >= flow.sinceMs;
      return {
        progress: later ? own.progress : '',
        state,
        render: (most) =>
          fitting(
            most,
            (room) => reviewSection(view, room),
            (room) => leastUnplacedLength(view.findings, room),
          ),
      };
    },
  });
  const isNew = ({ status }: ReconciledFinding) => status === 'new';
  return {
    kind: 'published',
    new: outcome.found.filter(isNew).length,
    standing: view.findings.filter(({ status }) => status !== 'new').length,
    resolved: resolved.resolved.length,
    unplaced: posted.unplaced.size,
    stickyUrl: written.url ?? '',
    reviewUrl: posted.review?.url ?? null,
    warnings,
  };
}

interface Shown {
  readonly view: ShownFinding;
  /** Null for what another job remembers. */
  readonly stored: SectionState['findings'][number] | null;
}

/** Everything that is open after this review, the gravest first. */
function shownFindings({ options }: ReviewFlow, { outcome, posted, resolved }: Result): readonly Shown[] {
  const found = outcome.found.flatMap((one): Shown[] => {
    if (one.status === 'settled') return [];
    const comment = posted.review?.comments.get(one.id);
    const { path, startLine, line, side, severity, category, title, explanation, suggestion } = one.finding;
    const commentUrl = comment?.url ?? one.earlier?.url ?? null;
    const known = { id: one.id, path, line, side, severity, category, title, anchor: one.anchor };
    const commentId = comment?.id ?? one.earlier?.commentId ?? null;
    const unplaced =
      posted.unplaced.get(one.id) ?? (commentUrl === null ? 'it has none from before' : undefined);
    return [
      {
        view: { ...known, startLine, status: one.status, commentUrl, unplaced, explanation, suggestion },
        stored:
          one.status === 'elsewhere'
            ? null
            : storedFinding({ ...known, title: titleText(title, 120) }, commentId),
      },
    ];
  });
  const old = [...outcome.absent, ...resolved.failed].map(
    (one): Shown => ({
      view: { ...shownEarlier(options, one), status: 'absent' },
      stored: storedFinding(one, one.commentId ?? null),
    }),
  );
  return [...found, ...old].toSorted((a, b) => byGravity(a.view, b.view));
}
