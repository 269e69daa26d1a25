import { describe, expect, it } from 'vitest';
import { findStep } from '../../../dashboard-static/timeline/find-step.ts';
import { answers, calls, line, outline, says, stepsOf } from '../../helpers/dashboard/journal-lines.ts';

const text = (seq: number) => says(seq, [{ type: 'text', text: `line ${seq}` }]);

describe('what is not there', () => {
  it('is said in its place: before, between and after', () => {
    expect(outline(stepsOf([text(3), text(4), text(8)], { lastSeq: 10 }))).toEqual([
      'Lines 1–2 of the journal are missing',
      'Claude line 3',
      'Claude line 4',
      'Lines 5–7 of the journal are missing',
      'Claude line 8',
      'Lines 9–10 of the journal are missing',
    ]);
  });

  it('is told apart from what could not be loaded', () => {
    const unloaded = [{ firstSeq: 4, lastSeq: 6 }];
    expect(outline(stepsOf([text(1), text(8)], { unloaded }))).toEqual([
      'Claude line 1',
      'Lines 2–3 of the journal are missing',
      'Lines 4–6 could not be loaded',
      'Line 7 of the journal is missing',
      'Claude line 8',
    ]);
  });

  it('is not said of lines that still come', () => {
    expect(outline(stepsOf([text(1), text(2)], { lastSeq: 2 }))).toEqual(['Claude line 1', 'Claude line 2']);
  });

  it('is nothing where lines came twice, or out of order', () => {
    expect(outline(stepsOf([text(2), text(1), text(2)], { lastSeq: 2 }))).toEqual([
      'Claude line 1',
      'Claude line 2',
    ]);
  });

  it('is where a link to a missing line leads', () => {
    const steps = stepsOf([text(1), text(9)]);
    expect(findStep(steps, '5')?.title).toBe('Lines 2–8 of the journal are missing');
  });
});

describe('a link to a step', () => {
  const steps = stepsOf([calls(1, { id: 'a' }), answers(2, { id: 'a' }), text(3)]);

  it('leads to the step of that line, or to the call of which the line is the result', () => {
    expect(findStep(steps, '3')?.key).toBe('3');
    expect(findStep(steps, '2')?.key).toBe('1');
  });

  it('leads nowhere when there is no such line', () => {
    expect(findStep(steps, '99')).toBeUndefined();
    expect(findStep(steps, '<img>')).toBeUndefined();
    expect(findStep(steps, '')).toBeUndefined();
  });
});

describe('what is not known', () => {
  it('is shown as it is', () => {
    const data = { type: 'brand_new', anything: { goes: true } };
    expect(stepsOf([line(1, 'claude.brand_new', data)])[0]).toMatchObject({
      kind: 'other',
      title: 'claude.brand_new',
      content: { kind: 'data', data },
    });
  });

  it.each([
    null,
    12,
    'text',
    [],
    { message: null },
    { message: { content: [] } },
    { message: { content: 7 } },
  ])('survives a line of Claude that is %j', (data) => {
    expect(stepsOf([line(1, 'claude.assistant', data)])[0]).toMatchObject({
      kind: 'other',
      title: 'claude.assistant',
    });
  });

  it('survives blocks that are none', () => {
    const steps = stepsOf([
      says(1, [null, 'x', { type: 'tool_use' }, { type: 'constructor' }, { type: 'text', text: 1 }]),
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual(['other', 'other', 'other', 'other', 'other']);
  });

  it('survives steps of the action that have the names of methods', () => {
    const steps = stepsOf([line(1, 'action.constructor', {}), line(2, 'action.brand_new_step', { a: 1 })]);
    expect(outline(steps)).toEqual(['constructor', 'brand new step']);
  });

  it('takes the time of the line before where there is none', () => {
    const [first, second] = stepsOf([text(1), { ...text(2), at: 'yesterday' }]);
    expect(second?.atMs).toBe(first?.atMs);
  });
});
