import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { FileChange } from '../../timeline/changed-files.ts';
import type { Replacement } from '../../timeline/edits.ts';
import { diffOf } from '../../timeline/line-diff.ts';
import { count, plural } from '../format/figures.ts';
import { DiffView } from './diff-view.tsx';
import { useParams } from './use-params.ts';

/** More of them come when they are asked for: one file may have been changed a thousand times. */
const changesAtOnce = 10;

export function FileChanges({ changes }: { readonly changes: readonly FileChange[] }): VNode {
  const [shown, setShown] = useState(changesAtOnce);
  const left = changes.length - shown;
  return (
    <>
      {changes.slice(0, shown).map((change) => (
        <Change key={change.key} change={change} />
      ))}
      {left > 0 && (
        <button type="button" class="show-all" onClick={() => setShown(shown + changesAtOnce)}>
          {`Show ${plural(Math.min(left, changesAtOnce), 'more change')} of ${left}`}
        </button>
      )}
    </>
  );
}

function Change({ change }: { readonly change: FileChange }): VNode {
  const { href } = useParams();
  const { key, isWhole, isUncertain, replacements } = change;
  return (
    <div class="file-change">
      <p>
        <a href={href({ tab: '', step: key })}>Step {key}</a>{' '}
        <span class="muted">
          {isWhole ? 'The whole file was written; what was there before is not known.' : ''}
          {isUncertain ? ' No result is known: it may not have been done.' : ''}
        </span>
      </p>
      {replacements.slice(0, mostReplacements).map((replacement, at) => (
        <Replaced key={at} {...replacement} />
      ))}
      {replacements.length > mostReplacements && (
        <p class="muted">The step has all {count(replacements.length)} changes of this call.</p>
      )}
    </div>
  );
}

/** Of one call. */
const mostReplacements = 20;

function Replaced({ before, after }: Replacement): VNode {
  return <DiffView lines={useMemo(() => diffOf(before, after), [before, after])} />;
}
