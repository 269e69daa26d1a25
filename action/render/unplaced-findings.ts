import { severityMark } from './badge.ts';
import { fence } from './code.ts';
import { blocks, details } from './details.ts';
import { plural } from './figures.ts';
import { placeText } from './findings-table.ts';
import { modelMarkdown } from './markdown.ts';
import { hidesCharacters } from './neutral.ts';
import type { ShownFinding } from './shown-finding.ts';
import { titleHtml, titleMarkdown } from './title.ts';

export interface UnplacedRoom {
  readonly explanationLength: number;
  /** How many are explained at all. */
  readonly explained: number;
}

/** The findings that GitHub takes no comment for, explained here instead. */
export function unplacedFindings(findings: readonly ShownFinding[], room: UnplacedRoom): string {
  const unplaced = findings.filter(
    ({ unplaced: why, explanation }) => why !== undefined && explanation !== undefined,
  );
  if (unplaced.length === 0) return '';
  const shown = unplaced.slice(0, room.explained);
  const left = unplaced.length - shown.length;
  return blocks(
    shown.length === 0 ? '' : '**Explained here, because GitHub takes no comment on these lines:**',
    ...shown.map((finding) => explained(finding, room.explanationLength)),
    left === 0 ? '' : `The explanations of ${plural(left, 'more finding')} are in the job summary.`,
  );
}

/** A lower bound of what their explanations take: cleaning markdown hardly ever makes it shorter. */
export function leastUnplacedLength(findings: readonly ShownFinding[], room: UnplacedRoom): number {
  return findings
    .filter(({ unplaced }) => unplaced !== undefined)
    .slice(0, room.explained)
    .reduce(
      (sum, { explanation = '' }) => sum + Math.min(explanation.length, room.explanationLength) * 0.7,
      0,
    );
}

/** The replacement as code, where it cannot be a suggestion to apply. */
export function suggestedCode(
  finding: Pick<ShownFinding, 'path' | 'startLine' | 'line' | 'suggestion'>,
): string {
  if (finding.suggestion === undefined) return '';
  const { startLine, line } = finding;
  const isRange = startLine !== undefined && line !== null && startLine < line;
  const lines = isRange ? `lines ${startLine} to ${line}` : `line ${line}`;
  if (finding.suggestion === '') return `Suggested: delete ${lines}.`;
  return blocks(`Suggested for ${lines}:\n\n${fence(finding.suggestion)}`, hiddenNote(finding.suggestion));
}

/** A suggestion is applied byte for byte, and so is what cannot be seen in it. */
export function hiddenNote(suggestion: string): string {
  return hidesCharacters(suggestion)
    ? '⚠️ The suggestion holds characters that are not seen or that turn the direction of text: look at its bytes before you use it.'
    : '';
}

function explained(finding: ShownFinding, most: number): string {
  const summary = `${severityMark(finding.severity)} <b>${titleHtml(finding.title)}</b> · ${titleHtml(placeText(finding), 300)}`;
  const explanation = finding.explanation ?? '';
  const tooLong = explanation.length > most || (finding.suggestion?.length ?? 0) > most;
  return details(
    summary,
    blocks(
      modelMarkdown(explanation, most),
      (finding.suggestion?.length ?? 0) > most ? '' : suggestedCode(finding),
      `<sub>No comment on the diff: ${titleMarkdown(finding.unplaced ?? '')}.${tooLong ? ' The whole text is in the job summary.' : ''}</sub>`,
    ),
  );
}
