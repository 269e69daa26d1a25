import { describe, expect, it } from 'vitest';
import { countKinds } from '../../../dashboard-static/timeline/select-steps.ts';
import { line, outline, stepsOf } from '../../helpers/dashboard/journal-lines.ts';

const tokens = { input: 1_000, output: 250, cacheRead: 9_000, cacheWrite5m: 0, cacheWrite1h: 0 };
const call = { model: 'claude-opus-5-5', tokens, costMicroUsd: 12_345, status: 200, durationMs: 1_800 };

describe('calls of the model and troubles', () => {
  it('have what they cost and how long they took', () => {
    const [step] = stepsOf([line(1, 'action.model_call', call)]);
    expect(step).toMatchObject({ kind: 'model', costMicroUsd: 12_345, durationMs: 1_800, isTrouble: false });
    expect(step?.argument).toBe('claude-opus-5-5 · 10,000 tokens in, 250 out');
  });

  it('are trouble where the model API refused or did not answer', () => {
    const steps = stepsOf([
      line(1, 'action.model_call', { ...call, status: 529 }),
      line(2, 'action.model_call', { ...call, status: 0 }),
    ]);
    expect(outline(steps)).toEqual([
      'Model call claude-opus-5-5 · answered 529',
      'Model call claude-opus-5-5 · no answer',
    ]);
    expect(countKinds(steps)).toEqual(
      new Map([
        ['model', 2],
        ['trouble', 2],
      ]),
    );
  });

  it('say of a retry what failed and when it goes on', () => {
    const retry = {
      attempt: 2,
      max_retries: 10,
      retry_delay_ms: 1_500,
      error_status: 529,
      error: 'overloaded',
    };
    expect(outline(stepsOf([line(1, 'claude.system.api_retry', retry)]))).toEqual([
      'The model API failed It answered 529 (overloaded); again in 1.5 s, 2 of 10',
    ]);
  });

  it('say how the run ended', () => {
    const ending = {
      kind: 'failure',
      failureClass: 'max_turns',
      message: 'Claude used all turns.',
      remedy: 'Give it more.',
    };
    const [step] = stepsOf([line(1, 'action.ended', { ending })]);
    expect(step).toMatchObject({ kind: 'trouble', argument: 'failure · max_turns · Claude used all turns.' });
  });
});
