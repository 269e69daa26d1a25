import type { VNode } from 'preact';
import type { Manifest } from '../../../contract/history.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count, plural } from '../format/figures.ts';
import { ago } from '../format/times.ts';
import { useHub } from './hub.ts';

type Missing = Manifest['missing'];

const reasons: Readonly<Record<Missing[number]['why'], readonly [word: string, means: string]>> = {
  expired: ['expired', 'what they wrote was no longer kept when the history was exported'],
  damaged: ['damaged', 'what they wrote could not be read'],
  untrusted: ['untrusted', 'what was there under their name was not written by a run of the repository'],
};
/** Names of each; nobody reads more. */
const mostNames = 50;

/** Runs that there were and that are not in the history, and why; nothing where it has all of them. */
export function MissingRuns(): VNode | null {
  const { value } = useHub().history.index;
  const missing = value.kind === 'there' ? value.value.manifest.missing : [];
  if (missing.length === 0) return null;
  return (
    <details class="missing muted">
      <summary>{`${plural(missing.length, 'run')} not shown`}</summary>
      {Object.entries(reasons).map(([why, [word, means]]) => (
        <Reason key={why} {...{ word, means }} runs={missing.filter((one) => one.why === why)} />
      ))}
    </details>
  );
}

interface ReasonProps {
  readonly word: string;
  readonly means: string;
  readonly runs: Missing;
}

function Reason({ word, means, runs }: ReasonProps): VNode | null {
  const nowMs = useHub().nowMs.value;
  if (runs.length === 0) return null;
  return (
    <>
      <p>
        <strong>{`${count(runs.length)} ${word}`}</strong>: {means}.
      </p>
      <ul>
        {runs.slice(0, mostNames).map(({ artifact, at }) => (
          <li key={artifact}>
            <code>{visibleText(artifact)}</code>{' '}
            {Number.isNaN(Date.parse(at)) ? '' : ago(Date.parse(at), nowMs)}
          </li>
        ))}
        {runs.length > mostNames && <li>{`and ${count(runs.length - mostNames)} more`}</li>}
      </ul>
    </>
  );
}
