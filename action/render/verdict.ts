import type { Severity } from '../../contract/review.ts';
import { severities } from '../finding/severity.ts';
import { severityMark } from './badge.ts';
import { plural } from './figures.ts';

/** The review in one line: nothing, or how many findings and how grave. */
export function verdict(findings: readonly { readonly severity: Severity }[]): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [{ severity, count }];
  });
  const [worst, ...others] = counts;
  if (worst === undefined) return '✅ Nothing to fix found';
  const mark = severityMark(worst.severity);
  if (others.length === 0) return `${mark} ${plural(worst.count, `${worst.severity} finding`)}`;
  const split = counts.map(({ severity, count }) => `${count} ${severity}`).join(', ');
  return `${mark} ${plural(findings.length, 'finding')}: ${split}`;
}
