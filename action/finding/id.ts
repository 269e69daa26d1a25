import { createHash } from 'node:crypto';
import type { Finding } from '../../contract/review.ts';

/**
 * The stable id of a finding: the same path, anchor and title give the same 12 hex digits on every run.
 * `repeat` counts findings that say the same about several places that read the same.
 */
export function findingId(finding: Finding, anchor: string, repeat = 0): string {
  const place = anchor === '' ? `line ${finding.side} ${finding.line}` : anchor;
  const parts = [finding.path, place, normalTitle(finding.title), ...(repeat === 0 ? [] : [String(repeat)])];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
}

/** A title without what may differ between two wordings of one: case, spacing, punctuation, markup. */
export function normalTitle(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words === '' ? title.trim() : words;
}
