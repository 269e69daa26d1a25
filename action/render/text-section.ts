import type { RunFacts } from '../publish/facts.ts';
import { blocks } from './details.ts';
import { earlierFindings, errorText } from './ending-section.ts';
import { factsLine } from './facts-line.ts';
import type { TablePage } from './findings-table.ts';
import { modelMarkdown } from './markdown.ts';
import type { Room } from './room.ts';
import type { ShownFinding } from './shown-finding.ts';

export interface TextView {
  readonly page: TablePage;
  readonly text: string;
  readonly fault: string;
  readonly standing: readonly ShownFinding[];
  readonly facts: RunFacts;
}

/** An answer that could not be read as a review: it was paid for, so it is shown, with what is wrong with it. */
export function textSection(view: TextView, room: Room): string {
  return blocks(
    '### ⚠️ The answer could not be read as a review',
    errorText(view.fault),
    '**What Claude answered:**',
    modelMarkdown(view.text, room.summaryLength * 3),
    earlierFindings(view.page, view.standing, room),
    factsLine(view.page, view.facts),
  );
}
