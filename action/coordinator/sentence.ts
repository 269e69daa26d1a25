import { cutGraphemes } from '../render/cut.ts';
import { sanitiseLine } from '../sanitise/text.ts';

const mostChars = 500;
/** Cleaning takes longer the longer a text is. */
const mostLookedAt = 4000;

/** What the coordinator says, as one line without anything hidden in it. It is strangers' text: whoever shows it neutralises it as such. */
export function sentence(words: string): string {
  const line = cutGraphemes(sanitiseLine(words.slice(0, mostLookedAt)).text, mostChars);
  if (line === '') return 'It gave no reason.';
  return /[.!?:…]$/.test(line) ? line : `${line}.`;
}
