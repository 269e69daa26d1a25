import { isObject } from './json.ts';
import type { CheckedCall } from './request-body.ts';

/** The API's own minimum of a thinking budget. */
const leastThinking = 1024;
/** A shorter answer than this is hardly of use. */
const leastAnswer = 1024;

/** How long an answer must be able to get for the call to be worth its input. */
export function leastOutput(call: CheckedCall): number {
  const least = thinkingBudget(call) === null ? leastAnswer : leastThinking + leastAnswer;
  return Math.min(least, call.max_tokens);
}

/** The call with at most so many tokens of output, of which thinking leaves some for the answer. `maxTokens` is not below `leastOutput`. */
export function fitOutput(call: CheckedCall, maxTokens: number): CheckedCall {
  if (maxTokens >= call.max_tokens) return call;
  const lowered = { ...call, max_tokens: maxTokens };
  const budget = thinkingBudget(call);
  const most = Math.max(leastThinking, maxTokens - leastAnswer);
  if (budget === null || budget <= most) return lowered;
  return { ...lowered, thinking: { ...(call['thinking'] as object), budget_tokens: most } };
}

function thinkingBudget(call: CheckedCall): number | null {
  const thinking = call['thinking'];
  if (!isObject(thinking) || thinking['type'] !== 'enabled') return null;
  return typeof thinking['budget_tokens'] === 'number' ? thinking['budget_tokens'] : null;
}
