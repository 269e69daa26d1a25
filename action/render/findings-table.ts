import { severityBadge } from './badge.ts';
import { inlineCode } from './code.ts';
import { blocks, details } from './details.ts';
import { plural } from './figures.ts';
import { fileUrl, pullRequestUrl, type RepositoryPage } from './links.ts';
import type { ShownFinding } from './shown-finding.ts';
import { titleMarkdown } from './title.ts';

export interface TablePage extends RepositoryPage {
  readonly pullRequest: number;
  readonly headSha: string;
}

export interface TableRoom {
  readonly titleLength: number;
  readonly rows: number;
}

/** Rows past this many are folded away: the gravest come first, and a page should stay readable. */
const UNFOLDED_ROWS = 25;

/** The findings, gravest first, each with a link to its comment or else to its line. */
export function findingsTable(page: TablePage, findings: readonly ShownFinding[], room: TableRoom): string {
  if (findings.length === 0) return '';
  const rows = findings.slice(0, room.rows).map((finding) => row(page, finding, room.titleLength));
  const left = findings.length - rows.length;
  const folded = rows.slice(UNFOLDED_ROWS);
  return blocks(
    table(rows.slice(0, UNFOLDED_ROWS)),
    folded.length === 0 ? '' : details(`${plural(folded.length, 'more finding')}`, table(folded)),
    left === 0 ? '' : `…and ${plural(left, 'more finding')}, listed in the job summary.`,
  );
}

/** Where a finding is, as a reader writes it: `file.ts:12-14`. */
export function placeText({
  path,
  startLine,
  line,
}: Pick<ShownFinding, 'path' | 'startLine' | 'line'>): string {
  if (line === null) return path;
  return startLine !== undefined && startLine < line ? `${path}:${startLine}-${line}` : `${path}:${line}`;
}

/** The line itself; one that was removed has no page of its own. */
function placeUrl(page: TablePage, finding: ShownFinding): string {
  if (finding.side === 'LEFT') return `${pullRequestUrl(page, page.pullRequest)}/files`;
  return fileUrl(page, page.headSha, finding);
}

function table(rows: readonly string[]): string {
  return ['| Severity | Finding |', '| :-- | :-- |', ...rows].join('\n');
}

function row(page: TablePage, finding: ShownFinding, titleLength: number): string {
  const title = titleMarkdown(finding.title, titleLength);
  const place = inlineCode(placeText(finding));
  const where = finding.commentUrl === null ? `[${place}](${placeUrl(page, finding)})` : place;
  const linked = finding.commentUrl === null ? `**${title}**` : `**[${title}](${finding.commentUrl})**`;
  const severity = severityBadge(finding.severity).replace(' ', '&nbsp;');
  return `| ${severity} | ${linked}<br>${where} · ${finding.category}${statusNote(finding.status)} |`;
}

function statusNote(status: ShownFinding['status']): string {
  switch (status) {
    case 'new':
    case 'earlier':
      return '';
    case 'standing':
      return ' · still there';
    case 'absent':
      return ' · reported before';
    case 'elsewhere':
      return ' · reported by another job';
    default:
      return status satisfies never;
  }
}
