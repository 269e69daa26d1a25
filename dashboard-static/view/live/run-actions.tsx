import '../../style/live.css';
import type { VNode } from 'preact';
import type { HistoryRun } from '../../../contract/history.ts';
import type { RunRetry } from '../../../contract/run-retry.ts';
import { Rating } from './rating.tsx';
import { Said } from './said.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

/** What whoever is signed in may do with a run; nothing with published files. */
export function RunActions({ run: { id, state } }: { readonly run: HistoryRun }): VNode | null {
  const live = useLive('runs:control');
  const action = useAction();
  if (live === null) return null;
  const path = `/v1/runs/${encodeURIComponent(id)}`;
  const isLive = state === 'running' || state === 'requested';
  return (
    <p class="run-actions">
      {isLive ? (
        <button
          type="button"
          disabled={action.isBusy}
          onClick={() =>
            action.run(async () => {
              await live.api.send('POST', `${path}/cancel`, {});
              return 'The run is told to stop with its next heartbeat.';
            })
          }
        >
          Cancel the run
        </button>
      ) : null}
      {isLive || state === 'succeeded' ? null : (
        <button
          type="button"
          disabled={action.isBusy}
          onClick={() =>
            action.run(async () => {
              const { state: became } = await live.api.send<RunRetry>('POST', `${path}/retry`);
              return became === 'queued' ? 'It will be run again in a moment.' : 'It was run again.';
            })
          }
        >
          Run again
        </button>
      )}
      <Said action={action} />
      {isLive ? null : <Rating id={id} />}
    </p>
  );
}
