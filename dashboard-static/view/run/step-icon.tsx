import type { VNode } from 'preact';
import type { Step, StepKind } from '../../timeline/step.ts';
import { kindWords } from './kind-filter.tsx';

/** Lines on a field of 16 by 16. */
const kinds: Readonly<Record<StepKind, string>> = {
  text: 'M2.5 3h11v8h-6l-3 2.5V11h-2z',
  thinking: 'M8 2.5a4 4 0 0 0-2.2 7.3V12h4.4V9.8A4 4 0 0 0 8 2.5zM6.5 14h3',
  tool: 'M8 2l5.2 3v6L8 14l-5.2-3V5zM8 8l5.2-3M8 8v6M8 8L2.8 5',
  model: 'M8 1.8l1.7 4.5 4.5 1.7-4.5 1.7L8 14.2 6.3 9.7 1.8 8l4.5-1.7z',
  action: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  trouble: 'M8 2.2l6.3 11H1.7zM8 6.5v3.2M8 11.6v.2',
  other: 'M5.5 3.5c-3 0-.5 4-3 4.5 2.5.5 0 4.5 3 4.5M10.5 3.5c3 0 .5 4 3 4.5-2.5.5 0 4.5-3 4.5',
  gap: 'M2.5 8h1.6M7.2 8h1.6M11.9 8h1.6',
};

const page = 'M4 2h5l3 3v9H4zM9 2v3h3';
const pencil = 'M3 13l.7-3.2L10.5 3 13 5.5l-6.8 6.8zM9 4.5L11.5 7';
const lens = 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM10.1 10.1l3.4 3.4';
const globe = 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c-4 4-4 8 0 12 4-4 4-8 0-12z';
const branch = 'M5 2.5v11M5 9.5c5 0 6-1.500 6-5.500M3.500 2.500h3M9.500 4h3';

const tools: Readonly<Record<string, string>> = {
  Read: page,
  Write: pencil,
  Edit: pencil,
  MultiEdit: pencil,
  NotebookEdit: pencil,
  Bash: 'M2 3h12v10H2zM4.500 6l2 2-2 2M8 10.500h3',
  Grep: lens,
  Glob: lens,
  WebFetch: globe,
  WebSearch: globe,
  Task: branch,
  Agent: branch,
  StructuredOutput: 'M3 8.500l3 3 7-7',
};

/** What kind of step it is, to see and to hear. */
export function StepIcon({ step: { kind, content } }: { readonly step: Step }): VNode {
  const name = content.kind === 'tool' ? content.name : '';
  const line = Object.hasOwn(tools, name) ? tools[name] : kinds[kind];
  return (
    <>
      <svg class="step-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={line} />
      </svg>
      <span class="unseen">{kindWords[kind]}: </span>
    </>
  );
}
