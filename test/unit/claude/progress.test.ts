import { expect, it } from 'vitest';
import type { Message } from '../../../action/claude/messages.ts';
import { classifyOutcome } from '../../../action/claude/outcome.ts';
import { describeMessage } from '../../../action/claude/progress.ts';
import { noUsage } from '../../../action/claude/usage.ts';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { tokens } from '../redact/tokens.ts';

const token = tokens['a personal token of GitHub'] ?? '';
const redact = createRedactor({ secrets: [], patterns: true });
const telling = { usage: noUsage, cwd: '/work', redact };

const says = (content: readonly object[]): Message =>
  ({ kind: 'assistant', assistant: { type: 'assistant', message: { id: 'm', content } } }) as Message;

const traceOf = (lines: readonly string[]): boolean => lines.join('\n').includes(token.slice(0, 8));

it('the log has no half of a token that stands where a line is cut', () => {
  for (let before = 100; before < 160; before += 5) {
    const text = `${'x'.repeat(before)} ${token} and more`;
    expect(traceOf(describeMessage(says([{ type: 'text', text }]), telling))).toBe(false);
    const input = { file_path: text, pattern: text };
    const call = { type: 'tool_use', name: 'Grep', input };
    expect(traceOf(describeMessage(says([call]), telling))).toBe(false);
    const denied = { kind: 'denied', tool: `${'x'.repeat(before - 90)} ${token}` } as const;
    expect(traceOf(describeMessage(denied, telling))).toBe(false);
  }
});

it('a crash is told without the end of a token that its first words were cut from', () => {
  const blank = ' '.repeat(4);
  for (let after = 950; after < 1000; after += 5) {
    const stderr = `${token}${blank}${'y'.repeat(after - 4)}`;
    const outcome = classifyOutcome({
      result: null,
      end: { code: 1, signal: null, spawnError: null, stderr },
      stoppedFor: null,
      lastText: '',
      redact,
    });
    expect(JSON.stringify(outcome)).not.toContain(token.slice(-4));
    expect(JSON.stringify(outcome)).toContain('yyyy');
  }
});
