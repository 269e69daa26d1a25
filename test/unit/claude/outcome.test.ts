import { describe, expect, it } from 'vitest';
import type { ResultMessage } from '../../../action/claude/messages.ts';
import { classifyOutcome, type Ended } from '../../../action/claude/outcome.ts';

const result = (over: Partial<ResultMessage>): ResultMessage => ({
  type: 'result',
  subtype: 'success',
  is_error: false,
  result: 'text',
  total_cost_usd: 0.5,
  modelUsage: {},
  terminal_reason: 'completed',
  ...over,
});
const ended = (over: Partial<Ended>): Ended => ({
  result: null,
  end: { code: 0, signal: null, spawnError: null, stderr: '' },
  stoppedFor: null,
  lastText: 'last',
  redact: (text) => text,
  ...over,
});

describe('how a run of Claude is classified', () => {
  for (const [name, over, failureClass] of [
    ['an error with subtype success and 401', { is_error: true, api_error_status: 401 }, 'auth'],
    ['403', { is_error: true, api_error_status: 403 }, 'auth'],
    ['429', { is_error: true, api_error_status: 429 }, 'api_rate_limited'],
    ['529', { is_error: true, api_error_status: 529 }, 'api_overloaded'],
    ['500', { is_error: true, api_error_status: 500 }, 'api_error'],
    [
      'a broken connection',
      { is_error: true, api_error_status: null, terminal_reason: 'api_error' },
      'api_error',
    ],
    [
      '400 with a prompt too long',
      { is_error: true, api_error_status: 400, terminal_reason: 'prompt_too_long' },
      'prompt_too_long',
    ],
    ['another 400', { is_error: true, api_error_status: 400, terminal_reason: 'api_error' }, 'api_error'],
    [
      'an error during execution',
      { is_error: true, subtype: 'error_during_execution', terminal_reason: 'tool' },
      'cli_crashed',
    ],
    ['all turns used', { is_error: true, subtype: 'error_max_turns' }, 'max_turns'],
    ['the budget spent', { is_error: true, subtype: 'error_max_budget_usd' }, 'budget_exceeded'],
    [
      'the budget spent, by another name',
      { is_error: true, terminal_reason: 'budget_exhausted' },
      'budget_exceeded',
    ],
  ] as const) {
    it(`${name} is ${failureClass}`, () => {
      expect(classifyOutcome(ended({ result: result(over) }))).toMatchObject({
        kind: 'failed',
        failureClass,
      });
    });
  }

  it('no result is a crash that tells code and stderr', () => {
    expect(
      classifyOutcome(ended({ end: { code: 139, signal: null, spawnError: null, stderr: 'boom' } })),
    ).toEqual({
      kind: 'failed',
      failureClass: 'cli_crashed',
      message: 'Claude Code ended with exit code 139 and without a result. It said: boom',
    });
    expect(
      classifyOutcome(ended({ end: { code: null, signal: 'SIGKILL', spawnError: null, stderr: '' } })),
    ).toMatchObject({ message: 'Claude Code ended by SIGKILL and without a result.' });
  });

  it('what cannot be started is cli_missing', () => {
    expect(
      classifyOutcome(
        ended({ end: { code: null, signal: null, spawnError: new Error('ENOENT'), stderr: '' } }),
      ),
    ).toMatchObject({ failureClass: 'cli_missing' });
  });

  it('an answer that came in time counts although the time is over; on cancel nothing does', () => {
    const answer = result({ structured_output: { a: 1 } });
    expect(
      classifyOutcome(ended({ result: answer, stoppedFor: { failureClass: 'timeout', message: 'late' } })),
    ).toMatchObject({ kind: 'answered', structured: { a: 1 } });
    expect(
      classifyOutcome(ended({ result: answer, stoppedFor: { failureClass: 'cancelled', message: 'no' } })),
    ).toMatchObject({ kind: 'failed', failureClass: 'cancelled' });
  });

  it('too many tries at the structure is an answer without one, to be asked for again', () => {
    expect(
      classifyOutcome(
        ended({
          result: result({ is_error: true, subtype: 'error_max_structured_output_retries', result: null }),
        }),
      ),
    ).toEqual({ kind: 'answered', structured: undefined, text: 'last' });
  });
});
