import { type Static, Type } from 'typebox';

const count = Type.Integer({ minimum: 0 });

/** Tokens as the Messages API counts them; `input` excludes what was read from or written to the cache. */
export const Tokens = Type.Object({
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite: count,
});
export type Tokens = Static<typeof Tokens>;

/** What a run spent. Money is integer micro-USD. */
export const Usage = Type.Object({
  costMicroUsd: count,
  /**
   * `gateway`: metered call by call. Without the gateway, `cli`: Claude Code's own final figure; `estimate`: priced from the stream,
   * because the process never reported.
   */
  source: Type.Enum(['gateway', 'cli', 'estimate', 'none']),
  tokens: Tokens,
  models: Type.Array(Type.Object({ model: Type.String(), costMicroUsd: count, tokens: Tokens })),
  turns: count,
});
export type Usage = Static<typeof Usage>;
