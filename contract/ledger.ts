import { type Static, Type } from 'typebox';

const count = Type.Integer({ minimum: 0 });

/** Tokens of one call as the Messages API bills them; the three that make up the prompt besides `input` are not part of it. */
export const LedgerTokens = Type.Object({
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
});
export type LedgerTokens = Static<typeof LedgerTokens>;

/** One call of the model, as the gateway metered it. Money is integer micro-USD. */
export const LedgerEntry = Type.Object({
  at: Type.String({ description: 'When the call was sent on: ISO 8601, UTC, milliseconds' }),
  model: Type.String({ description: 'The model that was asked for' }),
  requestId: Type.Union([Type.String(), Type.Null()]),
  tokens: LedgerTokens,
  costMicroUsd: count,
  pricesDated: Type.String({ description: 'The day from which the price applies: YYYY-MM-DD' }),
  unknownModel: Type.Boolean({ description: 'No price is known; charged at the dearest one that is' }),
  estimated: Type.Boolean({
    description: 'The call ended before the API said what it used; charged by what was seen of it',
  }),
  status: Type.Integer({ minimum: 0, description: 'HTTP status of the model API; 0 when it did not answer' }),
  durationMs: count,
  firstByteMs: Type.Union([count, Type.Null()]),
});
export type LedgerEntry = Static<typeof LedgerEntry>;
