import type { VNode } from 'preact';
import type { Report } from '../../../contract/report.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { plural } from '../format/figures.ts';

/** Files that a review left out, and why; nothing where it left out none. */
export function NotReviewed({ files }: { readonly files: Report['notReviewed'] }): VNode | null {
  if (files.length === 0) return null;
  return (
    <details class="run-more">
      <summary>{plural(files.length, 'file')} not reviewed</summary>
      <ul>
        {files.map(({ path, why }) => (
          <li key={path}>
            <code>{visibleText(path)}</code> <span class="muted">{visibleText(why)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
