import type { RunView } from '../../contract/run-view.ts';

/** Of what the coordinator knows of a run, what its history shows. */
export type RunFacts = Pick<
  RunView,
  | 'id'
  | 'state'
  | 'sessionId'
  | 'parentSessionId'
  | 'task'
  | 'subject'
  | 'repository'
  | 'actor'
  | 'model'
  | 'headSha'
  | 'runUrl'
  | 'pullRequest'
  | 'spentMicroUsd'
  | 'conclusion'
  | 'failureClass'
  | 'skipCode'
  | 'message'
  | 'retryOf'
  | 'createdAt'
  | 'startedAt'
  | 'endedAt'
  | 'heartbeatAt'
  | 'lastSeq'
  | 'report'
> & { readonly github: Pick<RunView['github'], 'event' | 'eventAction'> };
