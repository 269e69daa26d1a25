import { type Static, Type } from 'typebox';
import { AdmissionRequest } from './admission.ts';
import { EffectivePolicy, Policy } from './policy.ts';

const { id, fullName } = AdmissionRequest.properties.repository.properties;

export const RepositoryView = Type.Object({
  id: Type.Integer({ description: 'GitHub’s' }),
  fullName: Type.String({ description: 'owner/name' }),
  isEnrolled: Type.Boolean(),
  installationId: Type.Union([Type.Integer(), Type.Null()]),
  policy: Policy,
  effectivePolicy: EffectivePolicy,
  version: Type.Integer(),
  createdAt: Type.String(),
});
export type RepositoryView = Static<typeof RepositoryView>;

/** `POST /v1/repositories`: enrols one. */
export const NewRepository = Type.Object(
  { id, fullName, policy: Type.Optional(Policy) },
  { additionalProperties: false },
);
export type NewRepository = Static<typeof NewRepository>;

/** `PATCH /v1/repositories/:repository`; a policy replaces the one that was there. */
export const RepositoryChange = Type.Object(
  {
    isEnrolled: Type.Optional(Type.Boolean()),
    policy: Type.Optional(Policy),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type RepositoryChange = Static<typeof RepositoryChange>;

export const RepositoryList = Type.Object({
  items: Type.Array(RepositoryView),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
