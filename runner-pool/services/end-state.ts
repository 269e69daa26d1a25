import type { Report } from '../../contract/report.ts';
import type { RunState } from '../../contract/run-state.ts';

export type EndState = Exclude<RunState, 'requested' | 'running'>;

/** The state that a report's end means. A run that had nothing to do did what it should, unless it was told to end. */
export function endState(
  { conclusion, failureClass }: Pick<Report, 'conclusion' | 'failureClass'>,
  isCancelled: boolean,
): EndState {
  switch (conclusion) {
    case 'success':
      return 'succeeded';
    case 'skipped':
      return isCancelled ? 'cancelled' : 'succeeded';
    case 'cancelled':
      return 'cancelled';
    case 'failure':
      if (failureClass === 'timeout') return 'timed_out';
      if (failureClass === 'budget_exceeded') return 'budget_exceeded';
      return failureClass === 'cancelled' ? 'cancelled' : 'failed';
    default:
      return conclusion satisfies never;
  }
}
