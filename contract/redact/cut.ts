type Redact = (text: string) => string;

export interface Cut {
  readonly mostChars: number;
  readonly redact: Redact;
}

/** So much is looked at for what is shown of it: the longest secret, a private key, has some 16,000 characters. */
const lookedAtChars = 64 * 1024;

/**
 * The beginning of a text as it may be shown. Cut first, a token would lose what makes it one for the redaction, and its
 * beginning would stay.
 */
export function redactedHead(text: string, { mostChars, redact }: Cut): string {
  if (text.length <= lookedAtChars) return redact(text).slice(0, mostChars);
  let end = lookedAtChars;
  while (end > 0 && isWithinWord(text, end - 1)) end -= 1;
  return redact(text.slice(0, end)).slice(0, mostChars);
}

/** The end of a text that may have been cut already: a first word that is not whole may be the end of a secret. */
export function redactedTail(text: string, { mostChars, redact }: Cut): string {
  if (text.length <= mostChars) return redact(text);
  let start = Math.max(0, text.length - lookedAtChars);
  while (start < text.length && isWithinWord(text, start)) start += 1;
  return redact(text.slice(start)).slice(-mostChars);
}

const isWithinWord = (text: string, at: number): boolean => /\S/.test(text.charAt(at));
