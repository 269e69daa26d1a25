import { type Static, Type } from 'typebox';
import { TokenName } from './api-token.ts';

/** `POST /login/device`: the command line has no browser; the person types `userCode` in one. */
export const DeviceLogin = Type.Object({
  deviceCode: Type.String(),
  userCode: Type.String(),
  verificationUri: Type.String(),
  expiresInSeconds: Type.Integer(),
  intervalSeconds: Type.Integer({ description: 'Ask no more often' }),
});
export type DeviceLogin = Static<typeof DeviceLogin>;

/** `POST /login/device/token`, until the answer is not `authorization_pending` or `slow_down`. */
export const DeviceTokenRequest = Type.Object(
  {
    deviceCode: Type.String({ minLength: 1, maxLength: 2_000 }),
    /** Needed by who belongs to several. */
    organization: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    name: Type.Optional(TokenName),
  },
  { additionalProperties: false },
);
export type DeviceTokenRequest = Static<typeof DeviceTokenRequest>;
