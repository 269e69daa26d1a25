import { type Static, Type } from 'typebox';

const limit = Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }));

/** How much of each thing an organization may have; what is left out is the coordinator's default. `enteredRuns`: by their artifacts alone, within a day. */
export const Quotas = Type.Object(
  {
    tokens: limit,
    members: limit,
    repositories: limit,
    openRuns: limit,
    enteredRuns: limit,
    storedBytes: limit,
  },
  { additionalProperties: false },
);
export type Quotas = Static<typeof Quotas>;
export type QuotaName = keyof Quotas;
