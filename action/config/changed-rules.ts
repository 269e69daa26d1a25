import type { ChangedFile } from '../context/changed-file.ts';

/** Enough to see what is meant. */
const mostNamed = 5;

/**
 * What a reviewer must know of a pull request that changes the rules themselves; null where it does not. Says nothing
 * of whether the change is good: that is for the review, which sees it in the diff.
 */
export function changedRules(files: readonly ChangedFile[], configPath: string): string | null {
  const paths = files.flatMap(({ path, previousPath }) =>
    [path, previousPath ?? ''].filter((one) => one === configPath || /(^|\/)CLAUDE\.md$/.test(one)),
  );
  const names = [...new Set(paths)];
  if (names.length === 0) return null;
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const those = names.slice(0, mostNamed).join(', ') + more;
  return `This pull request changes ${those}. This review used what the base branch says; the change takes effect after merging.`;
}
