import { type Static, Type } from 'typebox';
import { EffectivePolicy, Policy } from './policy.ts';
import { Quotas } from './quotas.ts';

export const OrganizationView = Type.Object({
  id: Type.Integer(),
  login: Type.String(),
  githubOwnerId: Type.Union([Type.Integer(), Type.Null()], {
    description: 'The owner on GitHub whose jobs may ask by OIDC and whose webhooks are taken',
  }),
  policy: Policy,
  effectivePolicy: EffectivePolicy,
  quotas: Quotas,
  version: Type.Integer(),
  updatedAt: Type.String(),
});
export type OrganizationView = Static<typeof OrganizationView>;

/** `PATCH /v1/organization`; policy and quotas replace what was there. */
export const OrganizationChange = Type.Object(
  {
    login: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$' })),
    githubOwnerId: Type.Optional(
      Type.Union([Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), Type.Null()]),
    ),
    policy: Type.Optional(Policy),
    quotas: Type.Optional(Quotas),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type OrganizationChange = Static<typeof OrganizationChange>;
