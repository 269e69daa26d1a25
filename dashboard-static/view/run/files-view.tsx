import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { type ChangedFile, changedFiles } from '../../timeline/changed-files.ts';
import type { Step } from '../../timeline/step.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count } from '../format/figures.ts';
import { FileChanges } from './file-changes.tsx';

/** Of so few all changes are shown at once. */
const mostOpen = 3;

/** What Claude's own tools wrote, file by file. */
export function FilesView({ steps }: { readonly steps: readonly Step[] }): VNode {
  const files = useMemo(() => changedFiles(steps), [steps]);
  if (files.length === 0)
    return <p class="run-note">No file was edited or written with Claude’s own tools.</p>;
  return (
    <section aria-label="Files changed">
      <p class="muted run-note">
        What was edited and written with Claude’s own tools; what commands changed is not known. The figures
        are of lines that took the place of others.
      </p>
      <ul class="files">
        {files.map((file) => (
          <li key={file.path}>
            <FileView file={file} isOpenAtFirst={files.length <= mostOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FileProps {
  readonly file: ChangedFile;
  readonly isOpenAtFirst: boolean;
}

/** What changed in it is compared once it is opened: of hundreds of files that would take seconds. */
function FileView({ file: { path, changes, added, removed }, isOpenAtFirst }: FileProps): VNode {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <details class="file" open={isOpenAtFirst} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <code>{visibleText(path)}</code>{' '}
        <span class="tone-good">
          +{count(added)}
          <span class="unseen"> lines added</span>
        </span>{' '}
        <span class="tone-bad">
          −{count(removed)}
          <span class="unseen"> lines removed</span>
        </span>
      </summary>
      {isOpen && <FileChanges changes={changes} />}
    </details>
  );
}
