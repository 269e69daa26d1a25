import type { RunFacts } from '../publish/facts.ts';
import { blocks, details } from './details.ts';
import { factsLine } from './facts-line.ts';
import { plural } from './figures.ts';
import { findingsTable, type TablePage } from './findings-table.ts';
import { commitLink } from './links.ts';
import { modelMarkdown } from './markdown.ts';
import { notReviewedDetails } from './not-reviewed.ts';
import type { Room } from './room.ts';
import type { ShownFinding } from './shown-finding.ts';
import { titleMarkdown } from './title.ts';
import { unplacedFindings } from './unplaced-findings.ts';
import { verdict } from './verdict.ts';

export interface ReviewView {
  readonly page: TablePage;
  /** Where the pull request is now, when it moved on during the review. */
  readonly movedTo: string | null;
  readonly summary: string;
  readonly checked: readonly string[];
  /** Sorted, gravest first. */
  readonly findings: readonly ShownFinding[];
  readonly resolved: readonly { readonly title: string; readonly url: string | null }[];
  /** Findings whose thread a reader closed. */
  readonly settled: number;
  readonly facts: RunFacts;
}

/** A finished review in the sticky comment: the verdict first, the small print last. */
export function reviewSection(view: ReviewView, room: Room): string {
  const { findings, facts, page } = view;
  return blocks(
    `### ${verdict(findings)}`,
    movedNote(view),
    modelMarkdown(view.summary, room.summaryLength),
    changesLine(view),
    findingsTable(page, findings, room),
    unplacedFindings(findings, room),
    resolvedDetails(view.resolved, room.listed),
    notReviewedDetails(facts.notReviewed, room.listed),
    warningsList(facts.warnings, room.listed),
    room.checked ? checkedDetails(view.checked) : '',
    factsLine(page, facts),
  );
}

export function warningsList(warnings: readonly string[], most: number): string {
  const rows = warnings.slice(0, most).map((warning) => `- ${titleMarkdown(warning, 500)}`);
  return rows.length === 0 ? '' : details(`⚠️ ${plural(warnings.length, 'warning')}`, rows.join('\n'));
}

export function checkedDetails(checked: readonly string[]): string {
  if (checked.length === 0) return '';
  const rows = checked.map((line) => `- ${titleMarkdown(line, 400)}`);
  return details('What was checked', rows.join('\n'));
}

function movedNote({ movedTo, page, facts }: ReviewView): string {
  if (movedTo === null) return '';
  const reviewed = commitLink(page, facts.headSha);
  return `> Reviewed ${reviewed}; the pull request is now at ${commitLink(page, movedTo)}.`;
}

/** What changed since the last review; says nothing on the first. */
function changesLine({ findings, resolved, settled, facts }: ReviewView): string {
  const fresh = findings.filter(({ status }) => status === 'new').length;
  const old = findings.length - fresh;
  const parts = [
    ...(fresh > 0 ? [`${fresh} new`] : []),
    ...(old > 0 ? [`${old} from before`] : []),
    ...(resolved.length > 0 ? [`${resolved.length} resolved`] : []),
    ...(settled > 0 ? [`${settled} closed by a reader and not repeated`] : []),
  ];
  const coverage =
    facts.notReviewed.length === 0
      ? ''
      : `⚠️ ${plural(facts.notReviewed.length, 'file was', 'files were')} not reviewed; see below.`;
  const since = old + resolved.length + settled > 0 ? `${parts.join(', ')}.` : '';
  return [since, coverage].filter((line) => line !== '').join('\n');
}

function resolvedDetails(resolved: ReviewView['resolved'], most: number): string {
  if (resolved.length === 0) return '';
  const rows = resolved.slice(0, most).map(({ title, url }) => {
    const text = titleMarkdown(title, 120);
    return url === null ? `- ${text}` : `- [${text}](${url})`;
  });
  if (rows.length < resolved.length) rows.push(`- …and ${resolved.length - rows.length} more`);
  return details(`✅ ${resolved.length} resolved`, rows.join('\n'));
}
