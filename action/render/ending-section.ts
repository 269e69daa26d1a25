import type { FailureClass } from '../../contract/failure-class.ts';
import type { RunFacts } from '../publish/facts.ts';
import { cutText } from './cut.ts';
import { blocks, details } from './details.ts';
import { factsLine } from './facts-line.ts';
import { failureWords } from './failure-words.ts';
import { findingsTable, type TablePage } from './findings-table.ts';
import { asCode, modelMarkdown } from './markdown.ts';
import type { Room } from './room.ts';
import type { ShownFinding } from './shown-finding.ts';
import { titleMarkdown, titleText } from './title.ts';

export interface Ending {
  readonly conclusion: 'failure' | 'cancelled';
  readonly failureClass: FailureClass;
  /** The true error, as a sentence. */
  readonly message: string;
  readonly remedy: string;
  /** What Claude had said before it ended. */
  readonly lastText: string;
}

export interface EndingView {
  readonly page: TablePage;
  readonly task: string;
  readonly ending: Ending;
  readonly standing: readonly ShownFinding[];
  readonly facts: RunFacts;
}

/** A run that did not finish: what happened first, then what to do, then what is still true from before. */
export function endingSection(view: EndingView, room: Room): string {
  return blocks(
    `### ${endingHeading(view)}`,
    errorText(view.ending.message),
    remedyText(view.ending.remedy),
    lastWords(view.ending.lastText, room.summaryLength),
    earlierFindings(view.page, view.standing, room),
    factsLine(view.page, view.facts),
  );
}

export function endingHeading({
  task,
  ending: { conclusion, failureClass },
  facts: { usage },
}: Pick<EndingView, 'task' | 'ending' | 'facts'>): string {
  const what = task === 'review' ? 'review' : 'run';
  if (conclusion === 'cancelled') return `🚫 The ${what} was cancelled`;
  if (failureClass === 'timeout') return `⏱️ The ${what} did not finish: ${failureWords(failureClass)}`;
  // "Spent" beside $0.00 would be false: the gateway refused the very first call.
  if (failureClass === 'budget_exceeded' && usage.costMicroUsd === 0)
    return `❌ The ${what} did not start: the budget does not reach for the first call`;
  return `❌ The ${what} did not finish: ${failureWords(failureClass)}`;
}

/** An error's own words: a line as text, several lines as they came. */
export function errorText(message: string): string {
  const text = message.trim();
  return text.includes('\n') ? asCode(cutText(text, 3000)) : titleMarkdown(text, 1500);
}

/** One line, links and all; what would be a block of its own, which cannot begin within a line, is plain text. */
export function remedyText(remedy: string): string {
  if (remedy.trim() === '') return '';
  const line = titleText(remedy, 1000);
  const markdown = modelMarkdown(line, 1000);
  return `**What to do:** ${markdown.includes('\n') ? titleMarkdown(line, 1000) : markdown}`;
}

export function earlierFindings(page: TablePage, standing: readonly ShownFinding[], room: Room): string {
  if (standing.length === 0) return '';
  return blocks('**Found before, and as far as known still there:**', findingsTable(page, standing, room));
}

function lastWords(text: string, most: number): string {
  if (text.trim() === '') return '';
  return details('What Claude said before it ended', modelMarkdown(text, most));
}
