import { findUnseen } from '../sanitise/unseen.ts';
import { withoutCommands } from './foreign-commands.ts';

const zeroWidthSpace = '\u200b';

/** What is hidden in our own comments begins like this; nobody else's text may. */
const ownMark = /<!-(?=-\s*claude-orchestrator)/gi;

/** What makes GitHub link or notify, and where it is broken. A backslash would not do: GitHub looks after the markdown is rendered. */
const triggers: readonly { readonly what: RegExp; readonly broken: string }[] = [
  // People, teams, and `owner/repo@sha`.
  { what: /@(?=[\p{L}\p{N}_-])/gu, broken: `@${zeroWidthSpace}` },
  { what: /#(?=\d)/g, broken: `#${zeroWidthSpace}` },
  { what: /\bGH-(?=\d)/gi, broken: `$&${zeroWidthSpace}` },
  // Bare addresses: an issue's refers to it as its number does, and in place of some GitHub shows a video or lines of a file.
  { what: /:(?=\/\/)/g, broken: `:${zeroWidthSpace}` },
  { what: /www(?=\.)/gi, broken: `$&${zeroWidthSpace}` },
  { what: ownMark, broken: `$&${zeroWidthSpace}` },
  // `!merge`, at the start of a line. In code that is a shell's.
  { what: /^([^\S\n\r\u2028\u2029]*!)(?=[a-z])/gim, broken: `$1${zeroWidthSpace}` },
  // `> [!WARNING]` would be one of GitHub's own boxes.
  { what: /\[!(?=\w)/g, broken: `[!${zeroWidthSpace}` },
];

/** Commits. Numbers and words of these letters are no more than a link when GitHub finds a commit, and are to be copied. */
const commit = /(?<![\p{L}\p{N}_])(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{7,40}(?![\p{L}\p{N}_])/giu;
/** Seven digits name a commit: no piece may have as many, or four of anything would hide a name in the rest. */
const piece = /[\da-f]{1,6}(?=[\da-f])/gi;

/** Text in which GitHub finds nobody to notify and nothing to link, and a bot nothing to do. */
export function neutralise(text: string): string {
  const safe = triggers.reduce((all, { what, broken }) => all.replace(what, broken), text);
  return withoutCommands(safe.replace(commit, (sha) => sha.replace(piece, `$&${zeroWidthSpace}`)));
}

/** Code as it is shown: GitHub links nothing in it, but bots read the source of a comment, and the eye is deceived there too. */
export function shownCode(text: string): string {
  return withoutCommands(visibleText(text)).replace(ownMark, `$&${zeroWidthSpace}`);
}

const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;
/** The joiners and variation selectors that emoji and some scripts are made with. */
const needed = /\t|\n|\u200c|\u200d|\ufe0e|\ufe0f/;

/**
 * Without control characters and those that reorder, hide or pile up text. Tab and newline stay, and so does what emoji
 * and some scripts are made with, as far as they need it: long runs of it only carry hidden data.
 */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(hidden, (one) => (needed.test(one) ? one : ''))
    .replace(/((?:\u200c|\u200d|\ufe0e|\ufe0f){2})(?:\u200c|\u200d|\ufe0e|\ufe0f)+/g, '$1')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1');
}

/** The same with what is hidden written out, for names that must be told apart: `a\u{202e}b`. */
export function writtenOut(text: string): string {
  return text
    .toWellFormed()
    .replace(hidden, (one) => (needed.test(one) ? one : `\\u{${one.codePointAt(0)?.toString(16)}}`));
}

/** Whether something in a text is not seen, or turns the direction of what is; a joiner only where nothing is joined by it. */
export function hidesCharacters(text: string): boolean {
  const lines = text.replaceAll('\r', '');
  return /\p{Co}/u.test(lines) || findUnseen(lines, false).length > 0;
}
