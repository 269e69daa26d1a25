/** Longer ones, and those with spaces, can carry sentences that nobody sees who does not follow the link. */
const LONGEST_TARGET = 500;

/** Whether a link's target may stay: a web or mail address, or a place on this site or page. */
export function isPlainTarget(url: string): boolean {
  if (url.length > LONGEST_TARGET || /[\s<>\\\p{Default_Ignorable_Code_Point}]|%20/u.test(url)) return false;
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  return scheme === undefined || scheme === 'http' || scheme === 'https' || scheme === 'mailto';
}

/** Something invisible that is put where it can be seen, as text that is no markup. */
export function imageText(alt: string): string {
  const words = alt
    .replaceAll(/[[\]<>&`\\|]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words === '' ? '[image]' : `[image: ${cut(words)}]`;
}

/** What is told of an image that has become this text: only when it says something that the page does not. */
export function imageKind(text: string): 'alt' | null {
  return text === imageText('') ? null : 'alt';
}

const LONGEST_ALT = 200;

function cut(words: string): string {
  return words.length <= LONGEST_ALT ? words : `${words.slice(0, LONGEST_ALT).toWellFormed()}…`;
}
