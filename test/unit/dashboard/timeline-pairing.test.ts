import { describe, expect, it } from 'vitest';
import { answers, calls, line, outline, says, stepsOf } from '../../helpers/dashboard/journal-lines.ts';

describe('the steps of a journal', () => {
  it('joins a call and its result, whatever came between, and says how long it took', () => {
    const steps = stepsOf([
      calls(1, { id: 'a', name: 'Bash', input: { command: 'npm test' } }),
      says(2, [{ type: 'text', text: 'Meanwhile' }]),
      answers(3, { id: 'a', content: [{ type: 'text', text: '3 passed' }] }),
    ]);
    expect(outline(steps)).toEqual(['Bash npm test', 'Claude Meanwhile']);
    expect(steps[0]).toMatchObject({
      durationMs: 2_000,
      content: { result: { seq: 3, text: '3 passed', isError: false } },
    });
  });

  it('marks a call whose result is an error', () => {
    const [step] = stepsOf([calls(1, { id: 'a' }), answers(2, { id: 'a', isError: true })]);
    expect(step).toMatchObject({ isTrouble: true, content: { result: { isError: true } } });
  });

  it('leaves a call without a result open', () => {
    expect(stepsOf([calls(1, { id: 'a' })])[0]).toMatchObject({
      durationMs: null,
      content: { result: null },
    });
  });

  it('shows a result without its call, and a second one of the same call, as steps of their own', () => {
    const steps = stepsOf([
      answers(1, { id: 'gone', content: 'of a lost call' }),
      calls(2, { id: 'a' }),
      answers(3, { id: 'a', content: 'first' }),
      answers(4, { id: 'a', content: 'second' }),
    ]);
    expect(outline(steps)).toEqual([
      'Result of a call that is not there of a lost call',
      'Read /w/a.ts',
      'Result of a call that is not there second',
    ]);
  });

  it('tells calls of one message that were made at once, and counts the turns', () => {
    const steps = stepsOf([
      says(1, [{ type: 'text', text: 'I look at both' }], { message: 'm1' }),
      calls(2, { id: 'a', message: 'm1' }),
      calls(3, { id: 'b', message: 'm1' }),
      answers(4, { id: 'b' }),
      answers(5, { id: 'a' }),
      says(6, [{ type: 'text', text: 'Done' }], { message: 'm2' }),
    ]);
    expect(steps.map(({ parallel }) => parallel)).toEqual([
      null,
      { place: 1, of: 2 },
      { place: 2, of: 2 },
      null,
    ]);
    expect(steps.map(({ turn, startsTurn }) => [turn, startsTurn])).toEqual([
      [1, true],
      [1, false],
      [1, false],
      [2, true],
    ]);
  });

  it('tells paths from the folder that Claude worked in', () => {
    const init = line(1, 'claude.system.init', {
      cwd: '/w',
      model: 'claude-opus-5-5',
      claude_code_version: '2.1.329',
    });
    expect(outline(stepsOf([init, calls(2, { id: 'a' })]))).toEqual([
      'Claude Code is ready 2.1.329 · claude-opus-5-5',
      'Read a.ts',
    ]);
  });

  it('gives several steps of one line keys of their own', () => {
    const steps = stepsOf([
      says(7, [
        { type: 'thinking', thinking: 'Hm' },
        { type: 'text', text: 'So' },
      ]),
    ]).filter(({ kind }) => kind !== 'gap');
    expect(steps.map(({ key, kind }) => [key, kind])).toEqual([
      ['7', 'thinking'],
      ['7.2', 'text'],
    ]);
  });
});
