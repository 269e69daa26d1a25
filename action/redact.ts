/** What stands where a secret stood. */
export const redacted = '[redacted]';

/** Shorter values would match ordinary words. */
const shortestSecretChars = 8;

/**
 * Makes the one function that everything leaving the run passes: it replaces each known secret, as it is and as JSON,
 * a URL, or base64 would write it.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= shortestSecretChars)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      base64(secret),
      base64(`x-access-token:${secret}`),
    ]);
  if (forms.length === 0) return (text) => text;
  // Longest first, so that a form inside a longer one does not leave the rest of it standing.
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((form) => RegExp.escape(form)).join('|'), 'g');
  return (text) => text.replace(pattern, redacted);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/, '');
