import type { EarlierFinding } from '../finding/earlier-finding.ts';
import { pullRequestUrl, type RepositoryPage } from '../render/links.ts';
import type { ShownFinding } from '../render/shown-finding.ts';
import type { StoredFinding } from './section-state.ts';

type Known = Omit<EarlierFinding, 'key' | 'status'>;

/** An earlier finding as the pages show it: all that is left of it is its title and its comment. */
export function shownEarlier(
  page: RepositoryPage & { readonly pullRequest: number },
  finding: Known,
): ShownFinding {
  const { id, path, line, side, severity, category, title, commentId } = finding;
  const fromId =
    commentId === undefined ? null : `${pullRequestUrl(page, page.pullRequest)}#discussion_r${commentId}`;
  return {
    id,
    path,
    line,
    side,
    severity,
    category,
    title,
    status: 'earlier',
    commentUrl: finding.url ?? fromId,
  };
}

export function storedFinding(finding: Known, commentId: number | null): StoredFinding {
  const { id, path, line, side, severity, category, title, anchor } = finding;
  return [id, path, line, side, severity, category, title, anchor, commentId];
}

/** The findings a section remembers, for pages that have no review to compare with. */
export function shownStored(
  page: RepositoryPage & { readonly pullRequest: number },
  findings: readonly StoredFinding[],
): readonly ShownFinding[] {
  return findings.map(([id, path, line, side, severity, category, title, anchor, commentId]) =>
    shownEarlier(page, {
      id,
      path,
      line,
      side,
      severity,
      category,
      title,
      anchor,
      ...(commentId === null ? {} : { commentId }),
    }),
  );
}
