import { describe, expect, it } from 'vitest';
import { endingOfFailure, failure, reasonOf } from '../../../action/run/ending.ts';

describe('the output reason', () => {
  it.each([
    ['API Error: Connection error', 'api_error: API Error: Connection error. Try it again.'],
    ['It ended.', 'api_error: It ended. Try it again.'],
    ['Was it there?', 'api_error: Was it there? Try it again.'],
    ['Two lines:\n• one\n• two', 'api_error: Two lines: • one • two. Try it again.'],
    ['It was cut…', 'api_error: It was cut… Try it again.'],
  ])('ends %j as a sentence before the remedy', (message, reason) => {
    expect(reasonOf(failure('api_error', message, 'Try it again.'))).toBe(reason);
  });
});

describe('what to do about a failure', () => {
  const { signal } = new AbortController();
  const remedyOf = (failureClass: 'api_error' | 'auth' | 'max_turns', isCloud: boolean): string => {
    const cloud = isCloud ? ({ name: 'Bedrock', askedBy: 'CLAUDE_CODE_USE_BEDROCK' } as const) : null;
    const ending = endingOfFailure({ signal, runner: { cloud } }, { failureClass, message: 'It failed.' });
    return ending.kind === 'failure' ? ending.remedy : '';
  };

  it.each(['api_error', 'auth'] as const)(
    'names no input of ours where a cloud was asked: %s',
    (failureClass) => {
      expect(remedyOf(failureClass, false)).toContain('anthropic-');
      expect(remedyOf(failureClass, true)).not.toContain('anthropic-');
      expect(remedyOf(failureClass, true)).toMatch(/Bedrock/i);
    },
  );

  it('is the same for a cloud where it makes no difference', () => {
    expect(remedyOf('max_turns', true)).toBe(remedyOf('max_turns', false));
  });
});
