import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ShownFinding } from '../../timeline/findings.ts';
import { diffOf } from '../../timeline/line-diff.ts';
import { linesRead } from '../../timeline/read-lines.ts';
import { repositoryPages } from '../../timeline/safe-link.ts';
import type { Step } from '../../timeline/step.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { plural } from '../format/figures.ts';
import type { Tone } from '../format/states.ts';
import { DiffView } from './diff-view.tsx';
import { MarkdownView } from './markdown-view.tsx';
import { useRun } from './run-context.ts';
import { WebLink } from './web-link.tsx';

type Finding = Extract<ShownFinding, { readonly kind: 'known' }>['finding'];

interface Props {
  readonly finding: Finding;
  readonly steps: readonly Step[];
}

const looks: Readonly<Record<Finding['severity'], { readonly tone: Tone; readonly sign: string }>> = {
  critical: { tone: 'bad', sign: '⬣' },
  high: { tone: 'bad', sign: '▲' },
  medium: { tone: 'warn', sign: '◆' },
  low: { tone: 'quiet', sign: '●' },
};

export function FindingCard({ finding, steps }: Props): VNode {
  const { severity, title, explanation, category, confidence } = finding;
  const { tone, sign } = looks[severity];
  return (
    <>
      <h2 class="finding-title">
        <span class={`finding-severity tone-${tone}`}>
          <span aria-hidden="true">{sign}</span> {severity}
        </span>{' '}
        <span dir="auto">{visibleText(title)}</span>
      </h2>
      <p class="finding-place">
        <Place finding={finding} />
        <span class="muted">
          {[visibleText(category), confidence === null ? '' : `${Math.round(confidence * 100)}% sure`]
            .filter((text) => text !== '')
            .join(' · ')}
        </span>
      </p>
      <MarkdownView text={explanation} />
      <Suggestion finding={finding} steps={steps} />
    </>
  );
}

function Place({ finding: { path, startLine, line, side } }: { readonly finding: Finding }): VNode {
  const { pullRequest, runUrl, repository } = useRun().run.report;
  const sha = side === 'LEFT' ? pullRequest?.baseSha : pullRequest?.headSha;
  const lines = startLine === line ? `${line}` : `${startLine}–${line}`;
  return (
    <WebLink
      href={
        sha === undefined ? null : repositoryPages(runUrl, repository).line({ sha, path, line: startLine })
      }
    >
      <code>
        {visibleText(path)}:{lines}
      </code>
    </WebLink>
  );
}

/** Against the lines it replaces, where Claude read them; else as new lines alone. */
function Suggestion({ finding, steps }: Props): VNode | null {
  const { path, startLine, line, suggestion } = finding;
  const before = useMemo(
    () => linesRead(steps, { path, firstLine: startLine, lastLine: line }),
    [steps, finding],
  );
  if (suggestion === null) return null;
  return (
    <figure class="part">
      <figcaption>
        Suggestion
        {before === null
          ? `, in place of ${plural(line - startLine + 1, 'line')} from line ${startLine}`
          : ''}
      </figcaption>
      <DiffView lines={diffOf(before ?? '', suggestion)} />
    </figure>
  );
}
