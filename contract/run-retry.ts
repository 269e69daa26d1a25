import { type Static, Type } from 'typebox';

/** `POST /v1/runs/:run/retry`: a run is run again at most once; what comes of it is another run. */
export const RunRetry = Type.Object({
  state: Type.Enum(['queued', 'retried']),
  /** Of what came of it; null while it is queued, or where GitHub did not say. */
  githubRunId: Type.Union([Type.Integer(), Type.Null()]),
  githubRunAttempt: Type.Union([Type.Integer(), Type.Null()]),
});
export type RunRetry = Static<typeof RunRetry>;
