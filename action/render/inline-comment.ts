import type { Finding } from '../../contract/review.ts';
import { severityBadge } from './badge.ts';
import { fence } from './code.ts';
import { blocks, details } from './details.ts';
import { commitLink, type RepositoryPage } from './links.ts';
import { modelMarkdown } from './markdown.ts';
import { titleHtml, titleMarkdown } from './title.ts';
import { hiddenNote, suggestedCode } from './unplaced-findings.ts';

/** The visible part of a comment on the diff. */
export function inlineComment(finding: Finding, suggestion: 'applicable' | 'elsewhere' | 'none'): string {
  return blocks(
    `**${severityBadge(finding.severity)} · ${titleMarkdown(finding.title)}**`,
    modelMarkdown(finding.explanation),
    suggestionBlock(finding, suggestion),
    `<sub>${finding.category} · confidence ${Math.round(finding.confidence * 100)}%</sub>`,
  );
}

/** The same comment once its finding is gone. */
export function resolvedComment(
  page: RepositoryPage,
  old: { readonly visible: string; readonly title: string; readonly sha: string },
): string {
  const head = `✅ **Resolved in** ${commitLink(page, old.sha)}`;
  return blocks(head, details(titleHtml(old.title), old.visible));
}

function suggestionBlock(finding: Finding, use: 'applicable' | 'elsewhere' | 'none'): string {
  switch (use) {
    case 'applicable':
      return blocks(fence(finding.suggestion ?? '', 'suggestion'), hiddenNote(finding.suggestion ?? ''));
    case 'elsewhere':
      return suggestedCode(finding);
    case 'none':
      return '';
    default:
      return use satisfies never;
  }
}
