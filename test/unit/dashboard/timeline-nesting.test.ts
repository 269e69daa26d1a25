import { describe, expect, it } from 'vitest';
import { selectSteps } from '../../../dashboard-static/timeline/select-steps.ts';
import { answers, calls, outline, says, stepsOf } from '../../helpers/dashboard/journal-lines.ts';

const subagent = (seq: number, id: string, parent?: string) =>
  calls(seq, {
    id,
    name: 'Task',
    input: { description: `task ${id}` },
    ...(parent === undefined ? {} : { parent }),
  });

describe('the steps of subagents', () => {
  const steps = stepsOf([
    subagent(1, 'a'),
    subagent(2, 'b'),
    calls(3, { id: 'b1', parent: 'b' }),
    calls(4, { id: 'a1', parent: 'a' }),
    answers(5, { id: 'b1', parent: 'b' }),
    subagent(6, 'a2', 'a'),
    says(7, [{ type: 'text', text: 'deep' }], { parent: 'a2' }),
    answers(8, { id: 'a' }),
    says(9, [{ type: 'text', text: 'main' }]),
  ]);

  it('stand below the call that started them, though they ran side by side', () => {
    expect(outline(steps)).toEqual([
      'Subagent task a',
      '  Read /w/a.ts',
      '  Subagent task a2',
      '    Claude deep',
      'Subagent task b',
      '  Read /w/a.ts',
      'Claude main',
    ]);
    expect(steps.map(({ inside }) => inside)).toEqual([3, 0, 1, 0, 1, 0, 0]);
  });

  it('are no turns of the main conversation', () => {
    expect(steps.filter(({ startsTurn }) => startsTurn).map(({ seq }) => seq)).toEqual([1, 2, 9]);
  });

  it('are folded away with it', () => {
    const kinds = new Set<never>();
    const folded = selectSteps(steps, { kinds, untilSeq: Number.POSITIVE_INFINITY, folded: new Set(['1']) });
    expect(outline(folded)).toEqual(['Subagent task a', 'Subagent task b', '  Read /w/a.ts', 'Claude main']);
  });

  it('stay where they are when their parent is unknown, comes later, or is themselves', () => {
    const odd = stepsOf([
      says(1, [{ type: 'text', text: 'of nobody' }], { parent: 'gone' }),
      calls(2, { id: 'self', parent: 'self' }),
      calls(3, { id: 'x', parent: 'y' }),
      calls(4, { id: 'y', parent: 'x' }),
    ]);
    expect(odd.map(({ seq, depth }) => [seq, depth])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
    ]);
  });

  it('may be nested ten thousand deep', () => {
    const deep = stepsOf(Array.from({ length: 10_000 }, (_, at) => subagent(at + 1, `t${at}`, `t${at - 1}`)));
    expect(deep.at(-1)?.depth).toBe(9_999);
    expect(deep[0]?.inside).toBe(9_999);
  });
});
