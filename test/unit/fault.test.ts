import { expect, it } from 'vitest';
import { describeFault } from '../../action/fault.ts';

const fault = { input: 'prompt', problem: 'is empty', remedy: 'Say what to do' };

it('a fault reads as a sentence, with the value where there is one', () => {
  expect(describeFault({ ...fault, value: '' })).toBe('prompt is empty. Say what to do.');
  expect(describeFault({ ...fault, input: 'max-turns', value: 'ten', problem: 'is no number' })).toBe(
    'max-turns: "ten" is no number. Say what to do.',
  );
});
