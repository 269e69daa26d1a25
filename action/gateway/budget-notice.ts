import { isObject, type Json } from './json.ts';
import type { CheckedCall } from './request-body.ts';

const noticeFrom = 0.8;

/** The words for the model, or null while there is money enough. */
export function budgetNotice(spentMicroUsd: number, grantMicroUsd: number): string | null {
  const share = spentMicroUsd / grantMicroUsd;
  if (!(share >= noticeFrom)) return null;
  return `[Claude Orchestrator: ${Math.min(100, Math.floor(share * 100))}% of this run's budget is spent. Finish now with what you have: begin nothing new, and give your answer.]`;
}

/**
 * The call with a line at the very end of the conversation: behind every cache breakpoint, so that the cache stays valid, and
 * behind tool results, which have to come first. Claude Code ends a conversation with a system message of its own
 * after the user's; text before it would stand within what is cached.
 */
export function withNotice(call: CheckedCall, notice: string): CheckedCall {
  const at = call.messages.findLastIndex(takesText);
  const message = call.messages[at] as Json | undefined;
  if (message === undefined) return call;
  const { content } = message;
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : (content as unknown[]);
  const messages = call.messages.with(at, {
    ...message,
    content: [...blocks, { type: 'text', text: notice }],
  });
  return { ...call, messages };
}

function takesText(message: unknown): boolean {
  if (!isObject(message)) return false;
  const { role, content } = message;
  if (typeof content === 'string') return content !== '' && (role === 'user' || role === 'system');
  if (!Array.isArray(content)) return false;
  // A system message may also change the tools; whether text may stand beside that is not documented.
  return (
    role === 'user' ||
    (role === 'system' && content.every((block) => isObject(block) && block['type'] === 'text'))
  );
}
