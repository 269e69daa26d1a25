import { commitLink, type RepositoryPage } from './links.ts';

export interface Progress {
  readonly page: RepositoryPage;
  readonly headSha: string;
  readonly runUrl: string;
  readonly task: string;
}

/** The first sign of life. */
export function progressHeading({ page, headSha, runUrl, task }: Progress): string {
  const verb = task === 'review' ? 'Reviewing' : 'Working on';
  const text = `### ⏳ ${verb} ${commitLink(page, headSha)}…`;
  return `${text}\n\nThe result will stand here. [Follow the run](${runUrl})`;
}

/** The same on top of an earlier result, which stays below until there is a new one. */
export function progressNote({ page, headSha, runUrl, task }: Progress): string {
  const verb = task === 'review' ? 'Reviewing' : 'Working on';
  return `> ⏳ **${verb}** ${commitLink(page, headSha)}… [Follow the run](${runUrl}). Below is the last result.`;
}
