import type { VNode } from 'preact';
import type { RunTable } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { useHub } from './hub.ts';
import { MissingRuns } from './missing-runs.tsx';
import { Note } from './note.tsx';

interface Props {
  readonly show: (table: RunTable) => VNode;
  /** The newest runs alone are of use too, while the others come. */
  readonly takesPart?: boolean;
}

/** Shows what is about all runs once they are there; until then, how it stands with them. */
export function HistoryGate({ show, takesPart = false }: Props): VNode {
  const { history, live } = useHub();
  const index = history.index.value;
  if (index.kind === 'loading' || (index.kind === 'there' && index.value.isPart && !takesPart))
    return <Note kind="loading" title="Loading the history" />;
  if (index.kind === 'there' && index.value.table.rows > 0) return show(index.value.table);
  if (index.kind === 'there')
    return (
      <>
        <Note kind="empty" title="No runs yet">
          {live === null
            ? 'The history was published, and there is no run in it. The next one will be here after the next export.'
            : 'A run whose action has this address as its coordinator-url appears here as soon as it begins.'}
        </Note>
        <MissingRuns />
      </>
    );
  const { fault, message } = index.error;
  if (fault === 'not found')
    return (
      <Note kind="empty" title="No history was published here yet" again={history.load}>
        claude-orchestrator export writes it; docs/dashboard.md says how to publish it.
      </Note>
    );
  return (
    <Note kind="failed" title="The history could not be loaded" again={history.load}>
      {visibleText(message)}
    </Note>
  );
}
