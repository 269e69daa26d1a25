import { type Static, Type } from 'typebox';
import { Role } from './scope.ts';

export const UserId = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'GitHub’s number for the person (`gh api users/LOGIN --jq .id`): logins change hands',
});
const version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

export const Member = Type.Object({
  userId: Type.Integer(),
  login: Type.String({ description: 'As GitHub said at their last login' }),
  role: Role,
  /** `github`: an administrator of the GitHub organization, for as long as they are. */
  source: Type.Enum(['added', 'github']),
  version: Type.Integer(),
  createdAt: Type.String({ description: 'ISO 8601, UTC, milliseconds' }),
});
export type Member = Static<typeof Member>;

/** `POST /v1/members` */
export const NewMember = Type.Object(
  {
    userId: UserId,
    login: Type.String({ pattern: '^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$' }),
    role: Role,
  },
  { additionalProperties: false },
);
export type NewMember = Static<typeof NewMember>;

/** `PATCH /v1/members/:user`: refused with 412 where `version` is no longer the member's. */
export const MemberChange = Type.Object({ role: Role, version }, { additionalProperties: false });
export type MemberChange = Static<typeof MemberChange>;
