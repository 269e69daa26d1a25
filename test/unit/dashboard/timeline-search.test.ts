import { describe, expect, it } from 'vitest';
import { atMoment } from '../../../dashboard-static/timeline/at-moment.ts';
import { momentsOf, waitMs } from '../../../dashboard-static/timeline/replay.ts';
import { nextMatch, searchSteps } from '../../../dashboard-static/timeline/search-steps.ts';
import { foldedAround, selectSteps } from '../../../dashboard-static/timeline/select-steps.ts';
import type { StepKind } from '../../../dashboard-static/timeline/step.ts';
import { answers, calls, line, says, stepsOf } from '../../helpers/dashboard/journal-lines.ts';

const text = (seq: number, said: string) => says(seq, [{ type: 'text', text: said }]);
const all = { kinds: new Set<StepKind>(), untilSeq: Number.POSITIVE_INFINITY, folded: new Set<string>() };

describe('a search', () => {
  const steps = stepsOf([
    text(1, 'The mean is wrong'),
    calls(2, { id: 'a', name: 'Grep', input: { pattern: 'median' } }),
    answers(3, { id: 'a', content: 'src/MEAN.ts' }),
    line(4, 'claude.odd', { note: 'meaning' }),
    text(5, 'Nothing'),
  ]);

  it('finds text, inputs, results and raw data, whatever their case', () => {
    expect(searchSteps(steps, ' mean ')).toEqual(['1', '2', '4']);
    expect(searchSteps(steps, 'median')).toEqual(['2']);
    expect(searchSteps(steps, '')).toEqual([]);
  });

  it('goes from match to match, round the ends, also from a step that is none', () => {
    const matches = ['1', '4'];
    const go = (from: string | null, by: 1 | -1): string | null => nextMatch({ steps, matches }, from, by);
    expect([go(null, 1), go('1', 1), go('4', 1), go('1', -1)]).toEqual(['1', '4', '1', '4']);
    expect([go('2', 1), go('2', -1), go('5', 1), go('gone', 1)]).toEqual(['4', '1', '1', '1']);
    expect(nextMatch({ steps, matches: [] }, null, 1)).toBeNull();
  });
});

describe('a choice of kinds', () => {
  it('keeps these, with what went wrong as trouble of any kind, and always what is missing', () => {
    const steps = stepsOf([
      text(2, 'a'),
      calls(3, { id: 'a' }),
      answers(4, { id: 'a', isError: true }),
      calls(5, { id: 'b' }),
    ]);
    const seqs = (...kinds: StepKind[]) =>
      selectSteps(steps, { ...all, kinds: new Set(kinds) }).map(({ seq }) => seq);
    expect(seqs('text')).toEqual([1, 2]);
    expect(seqs('trouble')).toEqual([1, 3]);
    expect(seqs()).toEqual([1, 2, 3, 5]);
  });
});

describe('a replay', () => {
  const steps = stepsOf([
    calls(1, { id: 'a', name: 'Task', input: { prompt: 'look' } }),
    text(2, 'main'),
    says(3, [{ type: 'text', text: 'inside' }], { parent: 'a' }),
    answers(4, { id: 'a' }),
    text(5, 'end'),
  ]);

  it('goes by when things happened, not by where they stand', () => {
    expect(momentsOf(steps).map(({ seq }) => seq)).toEqual([1, 2, 3, 5]);
    expect(selectSteps(steps, { ...all, untilSeq: 2 }).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('does not know a result before it came', () => {
    const [call] = steps;
    expect(call && atMoment(call, 3)).toMatchObject({ durationMs: null, content: { result: null } });
    expect(call && atMoment(call, 4)).toMatchObject({ durationMs: 3_000 });
  });

  it('waits as long as it took, within bounds, and by the speed', () => {
    const wait = (ms: number, speed: 1 | 4 | 16) => waitMs({ seq: 1, atMs: 0 }, { seq: 2, atMs: ms }, speed);
    expect([wait(1_000, 1), wait(1_000, 4), wait(3_600_000, 1), wait(0, 16), wait(-5, 1)]).toEqual([
      1_000, 250, 2_000, 60, 60,
    ]);
  });
});

describe('a step inside of folded calls', () => {
  it('knows which to unfold', () => {
    const steps = stepsOf([
      calls(1, { id: 'a' }),
      calls(2, { id: 'b', parent: 'a' }),
      calls(3, { id: 'c', parent: 'b' }),
      calls(4, { id: 'd', parent: 'a' }),
    ]);
    expect(foldedAround(steps, '3', new Set(['1', '2', '4']))).toEqual(['2', '1']);
    expect(foldedAround(steps, '4', new Set(['2']))).toEqual([]);
  });
});
