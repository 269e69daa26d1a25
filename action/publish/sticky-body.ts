import { cutText } from '../render/cut.ts';
import { blocks } from '../render/details.ts';
import { titleMarkdown } from '../render/title.ts';
import { withoutMarkers } from './marker.ts';
import { decodeState, encodeState, type SectionState } from './section-state.ts';

/** One job's part of the sticky comment. */
export interface Section {
  readonly key: string;
  /** The note that a run is at work, on top of the last result; empty when none is. */
  readonly progress: string;
  readonly content: string;
  /** Null where somebody damaged it. */
  readonly state: SectionState | null;
}

/** A verdict or the note of a run at work is much shorter than this. */
const MOST_NOTE = 1000;

const below = '<!-- claude-orchestrator:below -->';
const sectionPattern =
  /^<!-- claude-orchestrator:section ([\w-]+) -->\n([\s\S]*?)\n<!-- claude-orchestrator:state \1 ([\w-]*) -->\n<!-- claude-orchestrator:end \1 -->$/gm;

export function parseSticky(body: string): readonly Section[] {
  // Somebody who edits the comment in a browser leaves CRLF.
  const text = body.replaceAll('\r\n', '\n');
  return [...text.matchAll(sectionPattern)].map(([, key = '', inner = '', state = '']) => {
    const [first = '', second] = inner.split(below);
    const [progress, content] = second === undefined ? ['', first] : [first, second];
    return { key, progress: progress.trim(), content: content.trim(), state: decodeState(state) };
  });
}

/** The whole comment. A single section needs no heading; several are told apart by their jobs. */
export function composeSticky(marker: string, sections: readonly Section[]): string {
  const parts = sections.map((section) =>
    sections.length === 1 ? sectionText(section) : blocks(sectionHeading(section), sectionText(section)),
  );
  return [marker, ...parts].join('\n\n');
}

/** Another job's section in few words: its verdict and the way to the rest. What it remembers stays. */
export function shortened(section: Section): Section {
  const [verdict = ''] = section.content.split('\n\n', 1);
  const progress = cutText(section.progress, MOST_NOTE);
  const url = section.state?.runUrl;
  const rest =
    url === undefined ? '' : `The rest is in the [job summary](${url}); there is no room for it here.`;
  return { ...section, progress, content: blocks(cutText(verdict, MOST_NOTE), rest) };
}

function sectionText({ key, progress, content, state }: Section): string {
  const visible =
    progress === ''
      ? withoutMarkers(content)
      : blocks(withoutMarkers(progress), below, withoutMarkers(content));
  return [
    `<!-- claude-orchestrator:section ${key} -->`,
    `\n${visible}\n`,
    `<!-- claude-orchestrator:state ${key} ${state === null ? '' : encodeState(state)} -->`,
    `<!-- claude-orchestrator:end ${key} -->`,
  ].join('\n');
}

function sectionHeading({ key, state }: Section): string {
  return `## ${titleMarkdown(state?.label ?? key, 100)}`;
}
