import type { Finding } from '../../contract/review.ts';
import type { ChangedFile } from '../context/changed-file.ts';
import { normalTitle } from './id.ts';

/** What a finding is recognised by. */
export interface Recognisable {
  readonly id: string;
  readonly path: string;
  readonly category: Finding['category'];
  readonly title: string;
  readonly anchor: string;
}

export interface Candidate extends Recognisable {
  readonly knownId?: string | undefined;
}

/** Follows a path of an earlier diff into this one. */
export type FollowPath = (path: string) => string;

export function followRenames(files: readonly ChangedFile[]): FollowPath {
  const current = new Set(files.map(({ path }) => path));
  const moved = new Map(
    files.flatMap(({ status, path, previousPath }) =>
      status === 'renamed' && previousPath !== undefined ? [[previousPath, path] as const] : [],
    ),
  );
  return (path) => (current.has(path) ? path : (moved.get(path) ?? path));
}

/**
 * Pairs new findings with the earlier ones that they repeat, one to one. The surest sign goes first for all findings,
 * so that a weak likeness never takes an earlier finding from the one that truly repeats it.
 */
export function matchFindings<E extends Recognisable>(
  found: readonly Candidate[],
  earlier: readonly E[],
  follow: FollowPath,
): ReadonlyMap<Candidate, E> {
  const matches = new Map<Candidate, E>();
  const left = new Set(earlier);
  const samePath = (a: Candidate, b: E) => a.path === b.path || a.path === follow(b.path);
  const signs: readonly ((a: Candidate, b: E) => boolean)[] = [
    (a, b) => a.knownId === b.id && samePath(a, b),
    (a, b) => a.id === b.id,
    (a, b) => a.anchor !== '' && a.anchor === b.anchor && a.category === b.category && samePath(a, b),
    (a, b) => samePath(a, b) && normalTitle(a.title) === normalTitle(b.title),
  ];
  for (const sign of signs) {
    for (const finding of found) {
      if (matches.has(finding)) continue;
      const match = [...left].find((one) => sign(finding, one));
      if (match === undefined) continue;
      matches.set(finding, match);
      left.delete(match);
    }
  }
  return matches;
}
