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

/** A section whose visible content is made to fit what room there is, in characters. */
export interface SectionDraft {
  readonly progress: string;
  readonly state: SectionState;
  readonly render: (most: number) => string;
}

/** GitHub refuses a comment over 65,536 characters; the difference is for the notes of runs at work. */
const MOST_CHARACTERS = 64_000;
/** With less room than this for our own result the other jobs' are shortened. */
const LEAST_ROOM = 12_000;

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

/** The whole comment with one section written anew, its content cut to what the others leave. */
export function composeDraft(
  marker: string,
  sections: readonly Section[],
  { key, progress, state, render }: SectionDraft & { readonly key: string },
): string {
  const bare: Section = { key, progress, state, content: '' };
  let all = inOrder(sections, bare);
  let room = MOST_CHARACTERS - composeSticky(marker, all).length;
  if (room < LEAST_ROOM) {
    all = all.map((section) => (section.key === key ? section : shortened(section)));
    room = MOST_CHARACTERS - composeSticky(marker, all).length;
  }
  const content = render(Math.max(room, 0));
  return composeSticky(
    marker,
    all.map((section) => (section.key === key ? { ...bare, content } : section)),
  );
}

/** A section keeps its place; a new one goes last. */
function inOrder(sections: readonly Section[], own: Section): readonly Section[] {
  const isThere = sections.some(({ key }) => key === own.key);
  return isThere ? sections.map((one) => (one.key === own.key ? own : one)) : [...sections, own];
}

/** Another job's section in few words: its verdict and the way to the rest. What it remembers stays. */
export function shortened(section: Section): Section {
  const [verdict = ''] = section.content.split('\n\n', 1);
  const url = section.state?.runUrl;
  const rest =
    url === undefined ? '' : `The rest is in the [job summary](${url}); there is no room for it here.`;
  return { ...section, content: blocks(verdict, rest) };
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
