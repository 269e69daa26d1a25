import type { Admission, AdmissionRequest } from '../../contract/admission.ts';
import type { ShortBudget } from '../store/spending.ts';
import type { Busy } from './place-in-line.ts';
import type { QuotaExceeded } from './quotas.ts';
import type { Admitter, NotWelcome } from './welcome.ts';

export interface AdmissionAsked {
  readonly request: AdmissionRequest;
  readonly idempotencyKey: string;
  readonly by: Admitter;
}

/** What the coordinator holds of an admitted run; the route adds the token and the times. */
export type Admitted = Omit<
  Admission,
  'runToken' | 'runTokenExpiresAt' | 'heartbeatSeconds' | 'leaseSeconds'
>;

export type NotAdmitted =
  | { readonly kind: 'mismatch'; readonly why: string }
  | { readonly kind: 'no such session' }
  /** It ended so long ago that it gets no token any more. */
  | { readonly kind: 'long over' }
  /** It asks for nothing, where the policy has a minimum. */
  | { readonly kind: 'no grant'; readonly leastMicroUsd: number }
  | { readonly kind: 'short'; readonly budget: ShortBudget }
  | NotWelcome
  | Busy
  | QuotaExceeded;
export type AdmissionOutcome =
  | {
      readonly kind: 'admitted';
      readonly isRepeat: boolean;
      readonly admission: Admitted;
      /** Of a run that is over meanwhile. */
      readonly tokenSecondsLeft?: number | null;
    }
  | NotAdmitted;
