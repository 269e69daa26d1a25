import { describe, expect, it } from 'vitest';
import type { ResultMessage } from '../../../action/claude/messages.ts';
import { createStreamUsage, subtractUsage, usageOfResult } from '../../../action/claude/usage.ts';

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

  it('is the session now less the session before', () => {
    const total = (cost: number, input: number): ReturnType<typeof usageOfResult> => {
      const modelUsage = {
        opus: {
          inputTokens: input,
          outputTokens: 10,
          cacheReadInputTokens: 0,
          cacheCreationInputTokens: 0,
          costUSD: cost,
        },
      };
      return usageOfResult({
        type: 'result',
        subtype: 'success',
        is_error: false,
        total_cost_usd: cost,
        modelUsage,
        num_turns: 2,
      } as ResultMessage);
    };
    expect(subtractUsage(total(0.03, 6000), total(0.01, 2000))).toEqual({
      costMicroUsd: 20_000,
      source: 'cli',
      turns: 0,
      tokens: { input: 4000, output: 0, cacheRead: 0, cacheWrite: 0 },
      models: [
        {
          model: 'opus',
          costMicroUsd: 20_000,
          tokens: { input: 4000, output: 0, cacheRead: 0, cacheWrite: 0 },
        },
      ],
    });
  });
});
