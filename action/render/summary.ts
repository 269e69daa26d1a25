import type { Review } from '../../contract/review.ts';
import { byGravity } from '../finding/severity.ts';
import type { RunFacts } from '../publish/facts.ts';
import { severityBadge } from './badge.ts';
import { fence, inlineCode } from './code.ts';
import { blocks } from './details.ts';
import { type Ending, endingHeading, errorText, remedyText } from './ending-section.ts';
import { factsTable } from './facts-table.ts';
import type { RepositoryPage } from './links.ts';
import { modelMarkdown } from './markdown.ts';
import { notReviewedDetails } from './not-reviewed.ts';
import { checkedDetails, warningsList } from './review-section.ts';
import { titleMarkdown } from './title.ts';
import { verdict } from './verdict.ts';

/** How a run ended, for the page of its job. */
export type SummaryView =
  | {
      readonly kind: 'review';
      readonly page: RepositoryPage;
      readonly review: Review;
      readonly facts: RunFacts;
      /** The sticky comment, when it was published. */
      readonly stickyUrl: string | null;
      /** Why nothing could be published; the review is only here and in the artifact then. */
      readonly publishFault: string | null;
    }
  | {
      readonly kind: 'ending';
      readonly page: RepositoryPage;
      readonly task: string;
      readonly ending: Ending;
      readonly facts: RunFacts;
    }
  | { readonly kind: 'skipped'; readonly code: string; readonly message: string }
  | {
      /** The answer to a prompt; `fault` when it should have been a review. */
      readonly kind: 'text';
      readonly page: RepositoryPage;
      readonly text: string;
      readonly fault: string | null;
      readonly facts: RunFacts;
    };

/** GitHub refuses a job summary over 1 MiB as a whole; counted in UTF-8. */
const MOST_BYTES = 1000 * 1024;

/** The job summary: nothing is left out of it that fits into GitHub's limit, and a cut is told. */
export function renderSummary(view: SummaryView): string {
  return cutBytes(summary(view));
}

function summary(view: SummaryView): string {
  switch (view.kind) {
    case 'review':
      return reviewSummary(view);
    case 'ending':
      return blocks(
        `### ${endingHeading(view)}`,
        errorText(view.ending.message),
        remedyText(view.ending.remedy),
        factsTable(view.page, view.facts),
        view.ending.lastText.trim() === ''
          ? ''
          : `**What Claude said before it ended:**\n\n${modelMarkdown(view.ending.lastText, 100_000)}`,
        notReviewedDetails(view.facts.notReviewed, 3000),
        warningsList(view.facts.warnings, 500),
      );
    case 'skipped':
      return blocks(
        `### ⏭️ ${skipHeading(view.code)}`,
        `${errorText(view.message)}\n\n<sub>${inlineCode(view.code)}</sub>`,
      );
    case 'text':
      return blocks(
        view.fault === null ? '### 💬 Answer' : '### ⚠️ The answer could not be read as a review',
        view.fault === null ? '' : errorText(view.fault),
        modelMarkdown(view.text, 500_000),
        warningsList(view.facts.warnings, 500),
        factsTable(view.page, view.facts),
      );
    default:
      return view satisfies never;
  }
}

/** What was there to do and was left undone is not "nothing". */
function skipHeading(code: string): string {
  if (['actor', 'loop', 'busy'].includes(code)) return 'Not started';
  if (['fork', 'draft', 'no_secrets'].includes(code)) return 'Skipped';
  return 'Nothing to do';
}

function reviewSummary(view: SummaryView & { kind: 'review' }): string {
  const { review, facts, page } = view;
  const findings = review.findings.toSorted(byGravity);
  const link = view.stickyUrl === null ? '' : `[The review on the pull request](${view.stickyUrl})`;
  return blocks(
    `### ${verdict(findings)}`,
    view.publishFault === null
      ? link
      : `> ❌ **Not published; the complete review is below.** ${titleMarkdown(view.publishFault, 1500)}`,
    modelMarkdown(review.summary),
    ...fullFindings(findings),
    checkedDetails(review.checked),
    notReviewedDetails(facts.notReviewed, 3000),
    warningsList(facts.warnings, 500),
    factsTable(page, facts),
  );
}

/** Stops where nothing more would be shown: two hundred long ones take seconds to render. */
function fullFindings(findings: Review['findings']): readonly string[] {
  const texts: string[] = [];
  let length = 0;
  for (const finding of findings) {
    if (length > MOST_BYTES) break;
    const text = fullFinding(finding);
    texts.push(text);
    length += text.length;
  }
  return texts;
}

function fullFinding(finding: Review['findings'][number]): string {
  const { path, line, startLine, suggestion, category, confidence } = finding;
  const place =
    startLine !== undefined && startLine < line ? `${path}:${startLine}-${line}` : `${path}:${line}`;
  return blocks(
    `#### ${severityBadge(finding.severity)} · ${titleMarkdown(finding.title)}`,
    `${inlineCode(place)} · ${category} · confidence ${Math.round(confidence * 100)}%`,
    modelMarkdown(finding.explanation),
    suggestion === undefined ? '' : `Suggested:\n\n${fence(suggestion)}`,
  );
}

/** Cut between two lines; an open fence is closed before the notice, whatever its length was. */
function cutBytes(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MOST_BYTES) return text;
  const kept = bytes.subarray(0, MOST_BYTES - 2000).toString();
  const lines = kept.slice(0, kept.lastIndexOf('\n'));
  const notice = 'This summary was cut: GitHub shows at most 1 MiB. The artifact of the run has all of it.';
  return `${lines}\n${openFence(lines)}\n\n---\n\n**${notice}**`;
}

function openFence(text: string): string {
  let open = '';
  for (const [, mark = ''] of text.matchAll(/^(`{3,})/gm)) {
    if (open === '') open = mark;
    else if (mark.length >= open.length) open = '';
  }
  return open;
}
