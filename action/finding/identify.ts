import type { Finding } from '../../contract/review.ts';
import type { ChangedFile } from '../context/changed-file.ts';
import { anchorOf, type ReadLine } from './anchor.ts';
import { findingId } from './id.ts';

/** A finding of this review with what it is recognised by. */
export interface IdentifiedFinding {
  readonly id: string;
  readonly anchor: string;
  readonly finding: Finding;
}

/**
 * Gives every finding its id. The same thing said twice about one place is one finding; said about several places that
 * read the same it stays several.
 */
export function identify(
  findings: readonly Finding[],
  files: ReadonlyMap<string, ChangedFile>,
  readLine: ReadLine,
): readonly IdentifiedFinding[] {
  const places = new Map<string, Set<string>>();
  const identified: IdentifiedFinding[] = [];
  for (const finding of findings) {
    const anchor = anchorOf(finding, files.get(finding.path), readLine);
    const base = findingId(finding, anchor);
    const taken = places.get(base) ?? new Set();
    const place = `${finding.side} ${finding.line}`;
    if (taken.has(place)) continue;
    identified.push({ id: findingId(finding, anchor, taken.size), anchor, finding });
    places.set(base, taken.add(place));
  }
  return identified;
}
