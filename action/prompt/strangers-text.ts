import { revealCode } from '../sanitise/code.ts';
import { sanitiseMarkdown } from '../sanitise/markdown.ts';
import { addRemoved, describeRemoved, type Removed } from '../sanitise/removed.ts';
import { type Sanitised, sanitiseLine } from '../sanitise/text.ts';
import { sanitiseTitle } from '../sanitise/title.ts';
import { cutAt, type Data, fence } from './fence.ts';

/** What was taken out of a text, or spelled out in it, before Claude was given it. */
export interface Treated {
  readonly from: string;
  readonly removed: Removed;
  /** In code nothing is taken out. */
  readonly how: 'removed' | 'spelled out';
}

/** Every stranger's text on its way into one prompt: fenced, sized, sanitised, and what was done to it remembered. */
export interface StrangersText {
  /** As GitHub shows it: descriptions, comments. */
  readonly markdown: (data: Part) => string;
  readonly code: (data: Part) => string;
  /** Lists and facts that are put together here, of parts that went through `line`. */
  readonly fenced: (data: Part) => string;
  /** A name or title within a part: one line, at most `maxChars`. */
  readonly line: (from: string, text: string, maxChars?: number) => string;
  readonly title: (data: Part) => string;
  readonly treated: () => readonly Treated[];
}

export type Part = Pick<Data, 'name' | 'text' | 'maxChars' | 'facts'>;

const LONGEST_LINE = 500;

export function strangersText(nonce: string): StrangersText {
  const found = new Map<string, Treated>();
  const remember = (from: string, how: Treated['how'], { text, removed }: Sanitised): string => {
    const before = found.get(from)?.removed ?? {};
    found.set(from, { from, how, removed: addRemoved(before, removed) });
    return text;
  };
  return {
    markdown: (part) => {
      // Before it is read, so that what is cut costs nothing, and no mark is cut in two afterwards.
      const { text, cut } = cutAt(part.text, part.maxChars);
      const clean = sanitiseMarkdown(text);
      remember(part.name, 'removed', clean);
      const block = fence({ ...part, nonce, text: clean.text, maxChars: 2 * part.maxChars, cut });
      const what = describeRemoved(clean.removed);
      return what === '' ? block : `${block}\n[removed from the ${part.name}: ${what}]`;
    },
    code: (part) => {
      const { text, removed } = revealCode(part.text);
      const isCut = text.length > part.maxChars;
      remember(part.name, 'spelled out', {
        text,
        removed: isCut ? addRemoved(removed, { cut: 1 }) : removed,
      });
      return fence({ ...part, nonce, text });
    },
    fenced: (part) => fence({ ...part, nonce }),
    line: (from, text, maxChars = LONGEST_LINE) => {
      const { text: kept, cut } = cutAt(remember(from, 'removed', sanitiseLine(text)), maxChars);
      return cut === 0 ? kept : `${kept}…`;
    },
    title: (part) => {
      const { text, cut } = cutAt(part.text, part.maxChars);
      return fence({ ...part, nonce, text: remember(part.name, 'removed', sanitiseTitle(text)), cut });
    },
    treated: () => [...found.values()].filter(({ removed }) => describeRemoved(removed) !== ''),
  };
}

/** For the people who read the review: what they see of the page is not all that was there. */
export function describeTreated({ from, removed, how }: Treated): string {
  const what = describeRemoved(removed);
  return how === 'removed'
    ? `Removed from the ${from} before Claude read it: ${what}.`
    : `Spelled out in the ${from} for Claude, because it cannot be seen: ${what}.`;
}
