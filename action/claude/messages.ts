import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const nullable = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

const ApiUsage = Type.Object({
  input_tokens: nullable(Type.Number()),
  output_tokens: nullable(Type.Number()),
  cache_read_input_tokens: nullable(Type.Number()),
  cache_creation_input_tokens: nullable(Type.Number()),
});
export type ApiUsage = Static<typeof ApiUsage>;

const Block = Type.Object({
  type: Type.String(),
  text: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  input: Type.Optional(Type.Unknown()),
});

const InitMessage = Type.Object({
  type: Type.Literal('system'),
  subtype: Type.Literal('init'),
  model: Type.String(),
  session_id: Type.String(),
  claude_code_version: Type.Optional(Type.String()),
});

const RetryMessage = Type.Object({
  type: Type.Literal('system'),
  subtype: Type.Literal('api_retry'),
  attempt: Type.Number(),
  max_retries: Type.Number(),
  retry_delay_ms: Type.Number(),
  error_status: nullable(Type.Number()),
  error: nullable(Type.String()),
});
export type RetryMessage = Static<typeof RetryMessage>;

const DeniedMessage = Type.Object({
  type: Type.Literal('system'),
  subtype: Type.Literal('permission_denied'),
  tool_name: Type.Optional(Type.String()),
});

const AssistantMessage = Type.Object({
  type: Type.Literal('assistant'),
  message: Type.Object({
    id: Type.String(),
    model: Type.Optional(Type.String()),
    content: Type.Array(Block),
    usage: Type.Optional(ApiUsage),
  }),
});
export type AssistantMessage = Static<typeof AssistantMessage>;

const ModelUsage = Type.Object({
  inputTokens: nullable(Type.Number()),
  outputTokens: nullable(Type.Number()),
  cacheReadInputTokens: nullable(Type.Number()),
  cacheCreationInputTokens: nullable(Type.Number()),
  costUSD: nullable(Type.Number()),
});

/** The last message of a run: only what decides how it ended is required, so that no odd bill costs an answer. `is_error` may be true with subtype `success`: an API error ends a run that way. */
const ResultMessage = Type.Object({
  type: Type.Literal('result'),
  subtype: Type.String(),
  is_error: Type.Boolean(),
  session_id: Type.Optional(Type.String()),
  result: nullable(Type.String()),
  errors: Type.Optional(Type.Array(Type.Unknown())),
  terminal_reason: nullable(Type.String()),
  api_error_status: nullable(Type.Number()),
  total_cost_usd: nullable(Type.Number()),
  modelUsage: nullable(Type.Record(Type.String(), ModelUsage)),
  structured_output: Type.Optional(Type.Unknown()),
});
export type ResultMessage = Static<typeof ResultMessage>;

/** One line of Claude's stream, as far as the action acts on it. What it does not know it keeps, in the journal. */
export type Message =
  | { readonly kind: 'init'; readonly init: Static<typeof InitMessage> }
  | { readonly kind: 'retry'; readonly retry: RetryMessage }
  | { readonly kind: 'denied'; readonly tool: string }
  | { readonly kind: 'assistant'; readonly assistant: AssistantMessage }
  | { readonly kind: 'result'; readonly result: ResultMessage }
  | { readonly kind: 'other'; readonly type: string };

export function readMessage(value: unknown): Message {
  const type = typeOf(value);
  switch (type) {
    case 'assistant':
      return Value.Check(AssistantMessage, value)
        ? { kind: 'assistant', assistant: value }
        : { kind: 'other', type };
    case 'system.init':
      return Value.Check(InitMessage, value) ? { kind: 'init', init: value } : { kind: 'other', type };
    case 'system.api_retry':
      return Value.Check(RetryMessage, value) ? { kind: 'retry', retry: value } : { kind: 'other', type };
    case 'system.permission_denied':
      return Value.Check(DeniedMessage, value)
        ? { kind: 'denied', tool: value.tool_name ?? 'a tool' }
        : { kind: 'other', type };
    default:
      return type.startsWith('result.') && Value.Check(ResultMessage, value)
        ? { kind: 'result', result: value }
        : { kind: 'other', type };
  }
}

/** `assistant`, `system.init`: names the event in the journal. */
export function typeOf(value: unknown): string {
  const { type, subtype } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly type?: unknown;
    readonly subtype?: unknown;
  };
  if (typeof type !== 'string') return 'unknown';
  return typeof subtype === 'string' ? `${type}.${subtype}` : type;
}
