import { isAbsolute, relative } from 'node:path';
import { type Cut, redactedHead } from '../../contract/redact/cut.ts';
import type { Usage } from '../../contract/usage.ts';
import { cutGraphemes } from '../render/cut.ts';
import type { AssistantMessage, Message } from './messages.ts';
import { totalTokens } from './usage.ts';

export interface Telling {
  readonly usage: Usage;
  readonly cwd: string;
  readonly redact: (text: string) => string;
}

/** What a person following the job's log is told of a message; nothing of tool output, and no line of the child as it is. */
export function describeMessage(message: Message, telling: Telling): readonly string[] {
  const word = (text: string): string => oneLine(text, { mostChars: 80, redact: telling.redact });
  switch (message.kind) {
    case 'init':
      return [`Claude Code ${word(message.init.claude_code_version ?? '')} · ${word(message.init.model)}`];
    case 'assistant':
      return describeAssistant(message.assistant, telling);
    case 'retry': {
      const { attempt, max_retries, retry_delay_ms, error_status, error } = message.retry;
      const what = error_status == null ? 'broke off' : `answered ${error_status}`;
      return [
        `The model API ${what} (${word(error ?? 'unknown')}); trying again in ${(retry_delay_ms / 1000).toFixed(1)} s, ${attempt} of ${max_retries}`,
      ];
    }
    case 'denied':
      return [`Denied: ${word(message.tool)} is outside of what this task may do`];
    case 'result':
      return [`Claude ended: ${word(message.result.subtype)}${message.result.is_error ? ', an error' : ''}`];
    case 'other':
      return [];
    default:
      return message satisfies never;
  }
}

function describeAssistant({ message }: AssistantMessage, telling: Telling): readonly string[] {
  const { usage, redact } = telling;
  const meter = `${formatTokens(totalTokens(usage.tokens))} tokens · $${(usage.costMicroUsd / 1e6).toFixed(4)}`;
  return message.content.flatMap((block) => {
    if (block.type === 'tool_use')
      return [`Turn ${usage.turns} · ${describeTool(block.name ?? 'tool', block.input, telling)} · ${meter}`];
    if (block.type === 'text' && block.text !== undefined && block.text.trim() !== '')
      return [`Turn ${usage.turns} · “${oneLine(block.text, { mostChars: 160, redact })}” · ${meter}`];
    return [];
  });
}

function describeTool(name: string, input: unknown, { cwd, redact }: Telling): string {
  if (name === 'StructuredOutput') return 'writes its answer';
  const fields = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
  const path = fields['file_path'] ?? fields['path'];
  const where = typeof path !== 'string' ? '' : isAbsolute(path) ? relative(cwd, path) || '.' : path;
  const what = typeof fields['pattern'] === 'string' ? JSON.stringify(fields['pattern']) : '';
  return oneLine([name, what, where].filter((part) => part !== '').join(' '), { mostChars: 160, redact });
}

/** Redacted before it is cut, and of a program that may say anything. */
function oneLine(text: string, { mostChars, redact }: Cut): string {
  const head = redactedHead(text, { mostChars: 4 * mostChars, redact });
  return cutGraphemes(head.replace(/\s+/g, ' ').trim(), mostChars);
}

function formatTokens(count: number): string {
  return count < 1000 ? String(count) : `${(count / 1000).toFixed(1)}k`;
}
