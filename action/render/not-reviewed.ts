import type { NotReviewed } from '../publish/facts.ts';
import { inlineCode } from './code.ts';
import { details } from './details.ts';
import { plural } from './figures.ts';
import { titleMarkdown } from './title.ts';

/** What the verdict does not cover, and why; empty when it covers everything. */
export function notReviewedDetails(files: readonly NotReviewed[], most: number): string {
  if (files.length === 0) return '';
  const rows = files.slice(0, most).map(({ path, why }) => `- ${inlineCode(path)}: ${titleMarkdown(why)}`);
  if (files.length > most) rows.push(`- …and ${files.length - most} more, listed in the job summary`);
  return details(`⚠️ ${plural(files.length, 'file')} not reviewed`, rows.join('\n'));
}
