import '../../style/run.css';
import type { VNode } from 'preact';
import { RunFault } from './run-fault.tsx';
import { RunPage } from './run-page.tsx';
import { useRunJournal } from './use-run-journal.ts';

/** All there is to see of one run. */
export function RunView({ id }: { readonly id: string }): VNode {
  // Another run is another page: nothing of what was opened in the one before applies to it.
  return <LoadedRun key={id} id={id} />;
}

function LoadedRun({ id }: { readonly id: string }): VNode {
  const journal = useRunJournal(id);
  const run = journal.run.value;
  switch (run.kind) {
    case 'loading':
      return (
        <p class="run-note" role="status">
          Loading the run…
        </p>
      );
    case 'failed':
      return <RunFault id={id} error={run.error} onRetry={journal.load} />;
    case 'there':
      return <RunPage run={run.value} journal={journal} />;
    default:
      return run satisfies never;
  }
}
