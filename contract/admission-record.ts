import { type Static, Type } from 'typebox';
import { AdmissionRequest } from './admission.ts';

/**
 * `admission.json` of a run's folder and artifact: what the run asked the coordinator for, so that one which was down for the whole run can
 * enter it afterwards. It holds no token.
 */
export const AdmissionRecord = Type.Object({
  version: Type.Literal(1),
  idempotencyKey: Type.String(),
  request: AdmissionRequest,
  /** Null where the run was not admitted when this was written: the coordinator could not be reached, or refused. */
  sessionId: Type.Union([Type.String(), Type.Null()]),
});
export type AdmissionRecord = Static<typeof AdmissionRecord>;
