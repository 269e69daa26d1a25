import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { HistoryRun } from '../../../contract/history.ts';
import { shownFindings } from '../../timeline/findings.ts';
import type { Step } from '../../timeline/step.ts';
import { CodeBlock } from './code-block.tsx';
import { FindingCard } from './finding-card.tsx';

interface Props {
  readonly run: HistoryRun;
  readonly steps: readonly Step[];
}

/** What the review said about the code, the gravest first. */
export function FindingsView({ run, steps }: Props): VNode {
  const findings = useMemo(() => shownFindings(run.findings), [run]);
  if (findings.length === 0) return <p class="run-note">This run has no findings.</p>;
  return (
    <section aria-label="Findings">
      <ul class="findings">
        {findings.map((one, at) => (
          <li key={at} class="finding">
            {one.kind === 'known' ? (
              <FindingCard finding={one.finding} steps={steps} />
            ) : (
              <>
                <p class="muted">A finding in a form that this dashboard does not know:</p>
                <CodeBlock text={one.text} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
