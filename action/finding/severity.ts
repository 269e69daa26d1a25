import type { Severity } from '../../contract/review.ts';

export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** Sorts the gravest first, then by place. */
export function byGravity(
  a: { readonly severity: Severity; readonly path: string; readonly line: number | null },
  b: { readonly severity: Severity; readonly path: string; readonly line: number | null },
): number {
  const gravity = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  if (gravity !== 0) return gravity;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
