import { type Static, Type } from 'typebox';
import { Role, Scope } from './scope.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);

/** `GET /v1/me`: who is asking, and what they may do where. */
export const Me = Type.Object({
  kind: Type.Enum(['person', 'token']),
  userId: orNull(Type.Integer()),
  login: orNull(Type.String()),
  tokenId: orNull(Type.String()),
  organizations: Type.Array(
    Type.Object({
      id: Type.Integer({ description: 'For the header X-Organization, or ?org=' }),
      login: Type.String(),
      role: orNull(Role),
      scopes: Type.Array(Scope),
    }),
  ),
});
export type Me = Static<typeof Me>;
