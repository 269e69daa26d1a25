import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { countChangedFiles } from '../../timeline/changed-files.ts';
import type { Step } from '../../timeline/step.ts';
import { count } from '../format/figures.ts';
import { useParams } from './use-params.ts';

const tabs = ['timeline', 'findings', 'files'] as const;
type Tab = (typeof tabs)[number];

const titles: Readonly<Record<Tab, string>> = {
  timeline: 'Timeline',
  findings: 'Findings',
  files: 'Files changed',
};

export const tabOf = (name: string): Tab => tabs.find((tab) => tab === name) ?? 'timeline';

interface Props {
  readonly tab: Tab;
  readonly findings: number;
  readonly steps: readonly Step[];
}

/** Links, for each part of a run has an address. */
export function RunTabs({ tab, findings, steps }: Props): VNode {
  const { href } = useParams();
  const files = useMemo(() => countChangedFiles(steps), [steps]);
  const counts: Readonly<Record<Tab, number>> = { timeline: steps.length, findings, files };
  return (
    <nav class="run-tabs" aria-label="Parts of the run">
      {tabs.map((one) => (
        <a
          key={one}
          href={href({ tab: one === 'timeline' ? '' : one })}
          aria-current={one === tab ? 'page' : undefined}
        >
          {titles[one]} <span class="run-tab-count">{count(counts[one])}</span>
        </a>
      ))}
    </nav>
  );
}
