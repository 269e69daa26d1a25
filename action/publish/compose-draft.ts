import { cutText } from '../render/cut.ts';
import { blocks } from '../render/details.ts';
import { plural } from '../render/figures.ts';
import { withoutMarkers } from './marker.ts';
import { boundedState, type SectionState } from './section-state.ts';
import { composeSticky, type Section, shortened } from './sticky-body.ts';

/** A section whose visible content is made to fit what room there is, in characters. */
export interface SectionDraft {
  readonly progress: string;
  readonly state: SectionState;
  readonly render: (most: number) => string | Promise<string>;
}

/** GitHub refuses a comment over 65,536 characters; the difference is for the notes of runs at work. */
const MOST_CHARACTERS = 64_000;
/** With less room than this for our own result the other jobs' are shortened. */
const LEAST_ROOM = 12_000;
/** What one job may remember: two hundred findings as they usually are. */
const MOST_STATE = 24_000;
/** What a shortened section takes beside its memory, and a memory beside its findings. */
const SHORTENED = 3000;
const LEAST_STATE = 1000;

/**
 * The whole comment with one section written anew and never longer than GitHub takes: its content is cut to what the others
 * leave. Where that is too little the others are shortened, then all forget the least grave findings, then the section that
 * was written longest ago goes.
 */
export async function composeDraft(
  marker: string,
  sections: readonly Section[],
  { key, progress, state, render }: SectionDraft & { readonly key: string },
): Promise<string> {
  const own = { key, progress, state: boundedState(state, MOST_STATE), content: '' };
  const all = withRoom(marker, inOrder(sections, own), key);
  const bare = all.find((section) => section.key === key) ?? own;
  const forgotten = state.findings.length - (bare.state?.findings.length ?? 0);
  const note =
    forgotten === 0
      ? ''
      : `<sub>⚠️ There is no room here to remember ${plural(forgotten, 'finding')}; the next run may report them anew.</sub>`;
  const room = Math.max(0, roomIn(marker, all) - note.length - 2);
  const content = cutText(withoutMarkers(await render(room)), room);
  return composeSticky(
    marker,
    all.map((section) => (section.key === key ? { ...bare, content: blocks(content, note) } : section)),
  );
}

/** The sections, given up one after the other until there is room for ours. */
function withRoom(marker: string, sections: readonly Section[], key: string): readonly Section[] {
  let all = sections;
  const hasRoom = () => roomIn(marker, all) >= LEAST_ROOM;
  if (hasRoom()) return all;
  all = all.map((section) => (section.key === key ? section : shortened(section)));
  if (hasRoom()) return all;
  const share = Math.floor((MOST_CHARACTERS - LEAST_ROOM) / all.length) - SHORTENED;
  all = all.map((section) => ({
    ...shortened(section),
    state: section.state === null ? null : boundedState(section.state, Math.max(share, LEAST_STATE)),
    content: section.key === key ? '' : section.content,
  }));
  while (!hasRoom() && all.length > 1) {
    const [oldest] = all
      .filter((section) => section.key !== key)
      .toSorted((a, b) => (a.state?.atMs ?? 0) - (b.state?.atMs ?? 0));
    all = all.filter((section) => section !== oldest);
  }
  return all;
}

function roomIn(marker: string, sections: readonly Section[]): number {
  return MOST_CHARACTERS - composeSticky(marker, sections).length;
}

/** A section keeps its place; a new one goes last. */
function inOrder(sections: readonly Section[], own: Section): readonly Section[] {
  const isThere = sections.some(({ key }) => key === own.key);
  return isThere ? sections.map((one) => (one.key === own.key ? own : one)) : [...sections, own];
}
