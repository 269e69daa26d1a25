import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { type ChangedFile, changedFiles, type FileChange } from '../../timeline/changed-files.ts';
import type { Step } from '../../timeline/step.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count } from '../format/figures.ts';
import { DiffView } from './diff-view.tsx';
import { useParams } from './use-params.ts';

/** What Claude's own tools wrote, file by file. */
export function FilesView({ steps }: { readonly steps: readonly Step[] }): VNode {
  const files = useMemo(() => changedFiles(steps), [steps]);
  if (files.length === 0)
    return <p class="run-note">No file was edited or written with Claude’s own tools.</p>;
  return (
    <section aria-label="Files changed">
      <p class="muted run-note">
        What was edited and written with Claude’s own tools; what commands changed is not known.
      </p>
      <ul class="files">
        {files.map((file) => (
          <li key={file.path}>
            <FileView file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FileView({ file: { path, changes, added, removed } }: { readonly file: ChangedFile }): VNode {
  return (
    <details class="file" open>
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
      {changes.map((change) => (
        <Change key={change.key} change={change} />
      ))}
    </details>
  );
}

function Change({ change: { key, isWhole, isUncertain, diffs } }: { readonly change: FileChange }): VNode {
  const { href } = useParams();
  return (
    <div class="file-change">
      <p>
        <a href={href({ tab: '', step: key })}>Step {key}</a>{' '}
        <span class="muted">
          {isWhole ? 'The whole file was written; what was there before is not known.' : ''}
          {isUncertain ? ' No result is known: it may not have been done.' : ''}
        </span>
      </p>
      {diffs.map((lines, at) => (
        <DiffView key={at} lines={lines} />
      ))}
    </div>
  );
}
