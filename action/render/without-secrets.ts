import type { Finding, Review } from '../../contract/review.ts';
import { parseMarkdown } from './markdown.ts';
import { visibleText } from './neutral.ts';
import { isCostly } from './parsing-cost.ts';
import { readableText } from './readable-text.ts';

export type Redact = (text: string) => string;

/**
 * Text without secrets as it will be read: a secret that is written apart by invisible characters, backslashes, entities or
 * formatting comes together when the text is rendered, so that looking at the source alone would miss it. Where that is so
 * the formatting goes with the secret.
 */
export function textWithoutSecrets(text: string, redact: Redact): string {
  const source = redact(text);
  const visible = redact(visibleText(source));
  if (isCostly(visible)) return visible;
  const read = reading(visible);
  const safe = redact(read);
  if (safe !== read) return safe;
  return visible === visibleText(source) ? source : visible;
}

/** A review none of whose texts holds a secret. Suggestions stay byte for byte, or go. */
export function reviewWithoutSecrets(review: Review, redact: Redact): Review {
  const safe = (text: string): string => textWithoutSecrets(text, redact);
  const { summary, checked, findings } = dropSecretSuggestions(review, redact);
  return {
    summary: safe(summary),
    checked: checked.map(safe),
    findings: findings.map((finding) => ({
      ...finding,
      path: redact(finding.path),
      title: safe(finding.title),
      explanation: safe(finding.explanation),
    })),
  };
}

/** A suggestion with a secret in it goes as a whole, for half of one must not be applied, and its comment says so. */
function dropSecretSuggestions(review: Review, redact: Redact): Review {
  return { ...review, findings: review.findings.map((finding) => withoutSecretSuggestion(finding, redact)) };
}

function withoutSecretSuggestion(finding: Finding, redact: Redact): Finding {
  const { suggestion, ...rest } = finding;
  if (suggestion === undefined || !holdsSecret(suggestion, redact)) return finding;
  const notice = 'The suggestion is left out: it held a secret.';
  return { ...rest, explanation: `${finding.explanation}\n\n${notice}` };
}

function holdsSecret(text: string, redact: Redact): boolean {
  return [text, visibleText(text)].some((form) => redact(form) !== form);
}

/** What is read of a text in the end, block by block. */
function reading(markdown: string): string {
  try {
    return parseMarkdown(markdown)
      .children.map((block) => readableText([block]))
      .join('\n\n');
  } catch (error) {
    if (error instanceof RangeError) return markdown;
    throw error;
  }
}
