import { describe, expect, it } from 'vitest';
import type { ResultMessage } from '../../../action/claude/messages.ts';
import { createStreamUsage, usageOfResult } from '../../../action/claude/usage.ts';

const message = (
  id: string,
  input: number,
  output: number,
): Parameters<ReturnType<typeof createStreamUsage>['add']>[0] => ({
  type: 'assistant',
  message: {
    id,
    model: 'claude-opus-5-5',
    content: [],
    usage: {
      input_tokens: input,
      output_tokens: output,
      cache_read_input_tokens: 1000,
      cache_creation_input_tokens: null,
    },
  },
});

describe('what a run has used', () => {
  it('counts a message once, by its last line', () => {
    const usage = createStreamUsage();
    usage.add(message('a', 1000, 1));
    usage.add(message('a', 1000, 200));
    usage.add(message('b', 2000, 100));
    expect(usage.current()).toMatchObject({
      source: 'estimate',
      turns: 2,
      tokens: { input: 3000, output: 300, cacheRead: 2000, cacheWrite: 0 },
    });
    // $4 and $20 a million, $0.20 for what the cache gave.
    expect(usage.current().costMicroUsd).toBe(3000 * 4 + 300 * 20 + 2000 * 0.2);
  });

  it('does not count what Claude Code made up itself', () => {
    const usage = createStreamUsage();
    usage.add({
      type: 'assistant',
      message: { id: 'x', model: '<synthetic>', content: [], usage: { input_tokens: 5 } },
    });
    expect(usage.current()).toMatchObject({ costMicroUsd: 0, source: 'none' });
  });
});

it("takes Claude's own figures as they are, in whole micro-USD", () => {
  const result = {
    total_cost_usd: 0.03,
    modelUsage: { opus: { inputTokens: 6000, outputTokens: 10, cacheReadInputTokens: 1, costUSD: 0.03 } },
  };
  const tokens = { input: 6000, output: 10, cacheRead: 1, cacheWrite: 0 };
  expect(usageOfResult(result as unknown as ResultMessage)).toEqual({
    costMicroUsd: 30_000,
    source: 'cli',
    turns: 0,
    tokens,
    models: [{ model: 'opus', costMicroUsd: 30_000, tokens }],
  });
});
