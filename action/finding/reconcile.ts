import type { ChangedFile } from '../context/changed-file.ts';
import type { EarlierFinding } from './earlier-finding.ts';
import type { IdentifiedFinding } from './identify.ts';
import { followRenames, matchFindings } from './match.ts';

/** A finding of this review beside what was known of it. */
export interface ReconciledFinding extends IdentifiedFinding {
  /** `settled`: a reader closed its thread. `elsewhere`: another job reported it. */
  readonly status: 'new' | 'standing' | 'settled' | 'elsewhere';
  readonly earlier: EarlierFinding | null;
}

export interface Reconciliation {
  readonly found: readonly ReconciledFinding[];
  /** Open, not found this time, but nothing says that they are gone. */
  readonly absent: readonly EarlierFinding[];
  readonly gone: readonly EarlierFinding[];
}

export interface ReconcileInput {
  readonly found: readonly IdentifiedFinding[];
  readonly earlier: readonly EarlierFinding[];
  readonly files: readonly ChangedFile[];
  readonly reviewedPaths: ReadonlySet<string>;
  readonly key: string;
  readonly headSha: string;
  /** The commit of this job's last finished review; null where that is not known. */
  readonly lastSha: string | null;
}

/**
 * Tells what is new, what stands and what is gone. A matched finding keeps its earlier id. Gone is only what was looked for
 * on a new commit and not found; reviewing the same commit twice takes nothing back. What other jobs reported is theirs.
 */
export function reconcile(input: ReconcileInput): Reconciliation {
  const mine = input.earlier.filter(
    ({ key, status, settledByReader }) =>
      key === input.key && (status === 'open' || settledByReader === true),
  );
  const theirs = new Map(
    input.earlier.flatMap((one) => (one.key !== input.key && one.status === 'open' ? [[one.id, one]] : [])),
  );
  const follow = followRenames(input.files);
  const candidates = input.found.map(({ id, anchor, finding }) => ({
    id,
    anchor,
    path: finding.path,
    category: finding.category,
    title: finding.title,
    knownId: finding.knownId,
  }));
  const matches = matchFindings(candidates, mine, follow);
  const found = input.found.map((one, index): ReconciledFinding => {
    const candidate = candidates[index];
    const earlier = candidate === undefined ? undefined : matches.get(candidate);
    if (earlier !== undefined) {
      return { ...one, id: earlier.id, status: earlier.status === 'open' ? 'standing' : 'settled', earlier };
    }
    const other = theirs.get(one.id);
    return other === undefined
      ? { ...one, status: 'new', earlier: null }
      : { ...one, status: 'elsewhere', earlier: other };
  });
  const matched = new Set(matches.values());
  const missing = mine.filter((one) => one.status === 'open' && !matched.has(one));
  const current = new Set(input.files.map(({ path }) => path));
  const isGone = (one: EarlierFinding) => {
    const path = follow(one.path);
    const lastSeen = input.lastSha ?? one.reportedSha;
    return lastSeen !== input.headSha && (input.reviewedPaths.has(path) || !current.has(path));
  };
  return { found, absent: missing.filter((one) => !isGone(one)), gone: missing.filter(isGone) };
}
