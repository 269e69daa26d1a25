import type { Severity } from '../../contract/review.ts';

const marks: Readonly<Record<Severity, string>> = {
  critical: '🔴',
  high: '🟠',
  medium: '🟡',
  low: '🔵',
};

export function severityMark(severity: Severity): string {
  return marks[severity];
}

export function severityBadge(severity: Severity): string {
  return `${marks[severity]} ${severity[0]?.toUpperCase()}${severity.slice(1)}`;
}
