import type { Problem } from '../../contract/problem.ts';
import type { HeartbeatAnswer } from '../../contract/run-protocol.ts';
import { sentence } from './sentence.ts';

/** Whether a run may begin. */
export type Entry =
  | { readonly kind: 'go'; readonly sessionId: string }
  /** By its own limits: the coordinator could not be asked. `why` is a clause about it. */
  | { readonly kind: 'alone'; readonly why: string }
  | { readonly kind: 'skipped'; readonly code: 'busy' | 'superseded'; readonly message: string }
  | {
      readonly kind: 'refused';
      readonly failureClass: 'denied' | 'budget_exceeded' | 'cancelled';
      readonly message: string;
      readonly remedy: string;
    }
  /** The run was ended meanwhile. */
  | { readonly kind: 'over' };

/** What the coordinator's no means for the run. Its words stand in the message, which is shown as strangers' text; a remedy never holds them. */
export function entryRefused(status: number, { code, detail }: Problem): Entry {
  const said = sentence(detail);
  if (status === 409 && code === 'busy')
    return { kind: 'skipped', code, message: `Another run has this session. ${said}` };
  if (status === 409 && code === 'superseded')
    return { kind: 'skipped', code, message: `There is a run about a newer push. ${said}` };
  if (status === 402) return noMoney(said);
  return {
    kind: 'refused',
    failureClass: 'denied',
    message: `The coordinator refuses this run. ${said}`,
    remedy:
      status === 401
        ? 'Check coordinator-url and coordinator-token; without a token the job needs permissions: id-token: write, and its organization must be known to the coordinator.'
        : 'Have somebody who administers the coordinator allow it, or correct the workflow.',
  };
}

export function entryWithout(why: string, isRequired: boolean): Entry {
  if (!isRequired) return { kind: 'alone', why };
  return {
    kind: 'refused',
    failureClass: 'denied',
    message: `The coordinator ${why}, and coordinator-required says that no run begins without it.`,
    remedy:
      'See whether the coordinator is up and coordinator-url is its address, or take coordinator-required out.',
  };
}

function noMoney(said: string): Entry {
  return {
    kind: 'refused',
    failureClass: 'budget_exceeded',
    message: `The coordinator grants this run no money. ${said}`,
    remedy: 'Raise the budget that is named, or wait for its next period.',
  };
}

/** A run that was called off while it waited for its session. */
export function entryCancelled({
  reason,
  state,
  isSuperseded,
}: Pick<HeartbeatAnswer, 'reason' | 'state' | 'isSuperseded'>): Entry {
  const said = sentence(reason);
  if (state === 'budget_exceeded') return noMoney(said);
  return isSuperseded
    ? { kind: 'skipped', code: 'superseded', message: `This run was not started. ${said}` }
    : {
        kind: 'refused',
        failureClass: 'cancelled',
        message: `The coordinator called this run off before it began. ${said}`,
        remedy: 'Run the job again when it is wanted.',
      };
}
