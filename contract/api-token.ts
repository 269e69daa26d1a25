import { type Static, Type } from 'typebox';
import { Scope } from './scope.ts';

const moment = Type.String({ description: 'ISO 8601, UTC, milliseconds' });
const momentOrNull = Type.Union([moment, Type.Null()]);

export const TokenId = Type.String({ pattern: '^[0-9a-f-]{36}$' });
/** Shown in lists: no line breaks, nothing invisible at its ends. */
export const TokenName = Type.String({
  pattern:
    '^[^\\s\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]([^\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]{0,98}\\S)?$',
  description: '1 to 100 characters in one line, no space at either end',
});

/** An API token as it is shown: never the token itself. */
export const ApiToken = Type.Object({
  id: Type.String(),
  name: Type.String(),
  scopes: Type.Array(Scope),
  createdBy: Type.String({ description: 'A GitHub login, or `token <id>`' }),
  /** The person that it acts for, within what they may do; null: for the organization. */
  userId: Type.Union([Type.Integer(), Type.Null()]),
  createdAt: moment,
  expiresAt: Type.Union([moment, Type.Null()], { description: 'Null: made by the operator, without an end' }),
  lastUsedAt: Type.Union([moment, Type.Null()], { description: 'To the minute' }),
  revokedAt: momentOrNull,
});
export type ApiToken = Static<typeof ApiToken>;

/** `POST /v1/tokens`. It can do at most what its maker can, for at most as long. */
export const NewApiToken = Type.Object(
  {
    name: TokenName,
    scopes: Type.Array(Scope, { minItems: 1, maxItems: 30, uniqueItems: true }),
    expiresAt: Type.Optional(
      Type.String({
        maxLength: 40,
        pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?(Z|[+-]\\d\\d:\\d\\d)$',
        description: 'a time such as 2027-01-31T00:00:00Z, at most a year from now; 90 days if left out',
      }),
    ),
  },
  { additionalProperties: false },
);
export type NewApiToken = Static<typeof NewApiToken>;

export const MadeApiToken = Type.Object({
  token: Type.String({ description: 'Shown this once' }),
  ...ApiToken.properties,
});
export type MadeApiToken = Static<typeof MadeApiToken>;
