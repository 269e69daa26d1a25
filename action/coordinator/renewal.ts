import type { Admission } from '../../contract/admission.ts';
import { type AdmissionDesk, askAdmission } from './ask-admission.ts';
import { sentence } from './sentence.ts';

export interface RenewalDeps {
  readonly desk: AdmissionDesk;
  readonly token: () => string;
  readonly take: (admission: Admission) => void;
  readonly log: { readonly debug: (line: string) => void };
  readonly monotonic: () => number;
}

/** A token that is refused again and again is not asked for again and again. */
const everyMs = 15_000;

/** Has the run admitted again, once for all who find their token refused at a time; resolves to whether there is another token now. */
export function createRenewal({
  desk,
  token,
  take,
  log,
  monotonic,
}: RenewalDeps): (refused: string, signal: AbortSignal) => Promise<boolean> {
  let last: { readonly done: Promise<boolean>; readonly at: number } | null = null;
  const ask = async (signal: AbortSignal): Promise<boolean> => {
    const answer = await askAdmission(desk, signal);
    if (answer.kind === 'admitted') take(answer.admission);
    if (answer.kind === 'refused') log.debug(`There is no new run token. ${sentence(answer.problem.detail)}`);
    return answer.kind === 'admitted';
  };
  return async (refused, signal) => {
    if (token() !== refused) return true;
    if (last === null || monotonic() - last.at > everyMs) last = { done: ask(signal), at: monotonic() };
    return last.done;
  };
}
