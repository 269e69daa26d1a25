import type { Manifest } from '../../contract/history.ts';

/** A run that there was, and that is not shown. */
export type Missing = Manifest['missing'][number];

/** What is noted once. A forgery must not keep the genuine one of its name away. */
export const missingKey = ({ artifact, at, why }: Missing): string =>
  JSON.stringify([artifact, at, why === 'untrusted']);

/** Of strangers' doing, the newest so many are told. */
const mostUntrusted = 100;

interface Contents {
  readonly repositories: ReadonlySet<string>;
  readonly shards: readonly Manifest['shards'][number][];
  readonly missing: readonly Missing[];
  /** Since when some of a repository's (owner/name) are still to come. */
  readonly behind: ReadonlyMap<string, string>;
}

export function manifestOf({ repositories, shards, missing, behind }: Contents): Manifest {
  return {
    version: 1,
    updatedAt:
      shards
        .map(({ lastStartedAt }) => lastStartedAt)
        .toSorted(compare)
        .at(-1) ?? null,
    repositories: [...repositories].toSorted(compare),
    shards: [...shards],
    missing: inOrder(missing),
    ...(behind.size > 0 && { behind: behindOf(behind) }),
  };
}

const behindOf = (behind: Contents['behind']): NonNullable<Manifest['behind']> =>
  [...behind]
    .map(([repository, since]) => ({ repository, since }))
    .toSorted((a, b) => compare(a.repository, b.repository));

function inOrder(missing: readonly Missing[]): Missing[] {
  const sorted = missing.toSorted((a, b) => compare(a.at, b.at) || compare(missingKey(a), missingKey(b)));
  const told = new Set(sorted.filter(({ why }) => why === 'untrusted').slice(-mostUntrusted));
  return sorted.filter((one) => one.why !== 'untrusted' || told.has(one));
}

/** Not as a language sorts: the same on every machine. */
const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
