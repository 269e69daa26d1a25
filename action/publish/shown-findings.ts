import type { Finding } from '../../contract/review.ts';
import type { ChangedFile } from '../context/changed-file.ts';
import type { EarlierFinding } from '../finding/earlier-finding.ts';
import { place } from '../finding/position.ts';
import type { ReconciledFinding, Reconciliation } from '../finding/reconcile.ts';
import { byGravity } from '../finding/severity.ts';
import { pullRequestUrl, type RepositoryPage } from '../render/links.ts';
import type { ShownFinding } from '../render/shown-finding.ts';
import { titleText } from '../render/title.ts';
import type { PostedFindings } from './post-findings.ts';
import type { Resolved } from './resolve-findings.ts';
import type { StoredFinding } from './section-state.ts';

export interface OpenFinding {
  readonly view: ShownFinding;
  /** What our section remembers of it; null for what another job remembers. */
  readonly stored: StoredFinding | null;
}

export interface OpenFindingsInput {
  readonly page: PullRequestPage;
  readonly files: ReadonlyMap<string, ChangedFile>;
  readonly outcome: Reconciliation;
  readonly posted: PostedFindings;
  readonly resolved: Resolved;
}

/** Everything that is open after a review, the gravest first. */
export function shownFindings(input: OpenFindingsInput): readonly OpenFinding[] {
  const { page, outcome, resolved } = input;
  const found = outcome.found.flatMap((one) =>
    one.status === 'settled' ? [] : [shownFound(input, one, one.status)],
  );
  const old = [...outcome.absent, ...resolved.failed].map(
    (one): OpenFinding => ({
      view: { ...shownEarlier(page, one), status: 'absent' },
      stored: storedFinding(one, one.commentId ?? null),
    }),
  );
  return [...found, ...old].toSorted((a, b) => byGravity(a.view, b.view));
}

function shownFound(
  { files, posted }: OpenFindingsInput,
  { id, anchor, finding, earlier }: ReconciledFinding,
  status: 'new' | 'standing' | 'elsewhere',
): OpenFinding {
  const { path, startLine, line, side, severity, category, explanation, suggestion } = finding;
  const comment = posted.review?.comments.get(id);
  const commentUrl = comment?.url ?? earlier?.url ?? null;
  const commentId = comment?.id ?? earlier?.commentId ?? null;
  const known = { id, path, line, side, severity, category, anchor, title: titleText(finding.title, 120) };
  const unplaced = posted.unplaced.get(id) ?? (commentUrl === null ? whyUnplaced(finding, files) : undefined);
  return {
    view: {
      ...known,
      title: finding.title,
      startLine,
      status,
      commentUrl,
      unplaced,
      explanation,
      suggestion,
    },
    stored: status === 'elsewhere' ? null : storedFinding(known, commentId),
  };
}

function whyUnplaced(finding: Finding, files: ReadonlyMap<string, ChangedFile>): string {
  const placement = place(finding, files.get(finding.path));
  return placement.kind === 'unplaced' ? placement.why : 'it was reported without one before';
}

type PullRequestPage = RepositoryPage & { readonly pullRequest: number };
type Known = Omit<EarlierFinding, 'key' | 'status'>;

/** An earlier finding as the pages show it: all that is left of it is its title and its comment. */
function shownEarlier(page: PullRequestPage, finding: Known): ShownFinding {
  const { id, path, line, side, severity, category, title, commentId } = finding;
  const fromId =
    commentId === undefined ? null : `${pullRequestUrl(page, page.pullRequest)}#discussion_r${commentId}`;
  return {
    id,
    path,
    line,
    side,
    severity,
    category,
    title,
    status: 'earlier',
    commentUrl: finding.url ?? fromId,
  };
}

function storedFinding(finding: Known, commentId: number | null): StoredFinding {
  const { id, path, line, side, severity, category, title, anchor } = finding;
  return [id, path, line, side, severity, category, title, anchor, commentId];
}

/** The findings a section remembers, for pages that have no review to compare with. */
export function shownStored(
  page: PullRequestPage,
  findings: readonly StoredFinding[],
): readonly ShownFinding[] {
  return findings.map(([id, path, line, side, severity, category, title, anchor, commentId]) =>
    shownEarlier(page, {
      id,
      path,
      line,
      side,
      severity,
      category,
      title,
      anchor,
      ...(commentId === null ? {} : { commentId }),
    }),
  );
}
