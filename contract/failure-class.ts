import { type Static, Type } from 'typebox';

/** Why a run ended badly: one closed list, shared by the action's outputs, the report and the coordinator's retry policy. */
export const FailureClass = Type.Enum([
  'api_overloaded',
  'api_rate_limited',
  'api_error',
  'auth',
  'budget_exceeded',
  'max_turns',
  'prompt_too_long',
  'timeout',
  'cancelled',
  'runner_lost',
  'cli_missing',
  'cli_crashed',
  'result_invalid',
  'publish_failed',
  'denied',
  'internal',
]);
export type FailureClass = Static<typeof FailureClass>;
