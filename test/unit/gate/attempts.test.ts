import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Attempt, loopRefusal, mostRunsPerHour, withAttempt } from '../../../action/gate/attempts.ts';

const hourMs = 3_600_000;
const nowMs = 1_700_000_000_000;
const every = (count: number, minutes: number): Attempt[] =>
  Array.from({ length: count }, (_, index) => [
    `${4700 + index}-1-aa`,
    nowMs - (count - index) * minutes * 60_000,
  ]);

it('the twentieth run within an hour may start, the twenty-first may not', () => {
  expect(loopRefusal(every(19, 1), { run: '9999-1-aa', nowMs, most: 20 })).toBeNull();
  expect(loopRefusal(every(20, 1), { run: '9999-1-aa', nowMs, most: 20 })).toMatchObject({
    kind: 'no',
    code: 'loop',
  });
});

it('the jobs of one workflow run count as one', () => {
  const matrix = Array.from(
    { length: 40 },
    (_, index): Attempt => [`${4700 + (index % 4)}-1-${index}`, nowMs],
  );
  expect(loopRefusal(matrix, { run: '9999-1-aa', nowMs, most: 5 })).toBeNull();
  expect(loopRefusal(matrix, { run: '9999-1-aa', nowMs, most: 4 })).not.toBeNull();
});

it('what is over an hour ago does not count', () => {
  expect(loopRefusal(every(30, 4), { run: '9999-1-aa', nowMs, most: 20 })).toBeNull();
});

it('a run does not count against itself', () => {
  expect(loopRefusal(every(20, 1), { run: '4703-1-bb', nowMs, most: 20 })).toBeNull();
});

it('what a clock far ahead wrote keeps nobody out', () => {
  const ahead = every(20, 1).map(([run, atMs]): Attempt => [run, atMs + 2 * hourMs]);
  expect(loopRefusal(ahead, { run: '9999-1-aa', nowMs, most: 20 })).toBeNull();
});

it('says when the next run may start, and is right', () => {
  const attempts = every(25, 1);
  const { message = '' } = loopRefusal(attempts, { run: '9999-1-aa', nowMs, most: 20 }) ?? {};
  expect(message).toMatch(/^25 workflow runs had this pull request worked on within an hour/);
  const next = Date.parse(`${/[\d-]+ [\d:]+(?= UTC)/.exec(message)?.[0].replace(' ', 'T')}Z`);
  expect(loopRefusal(attempts, { run: '9999-1-aa', nowMs: next - 1, most: 20 })).not.toBeNull();
  expect(loopRefusal(attempts, { run: '9999-1-aa', nowMs: next, most: 20 })).toBeNull();
});

it('a run is counted once however often it is written, and in any order', () => {
  const runs = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(runs, (written) => {
      const all = written.reduce<Attempt[]>((known, run) => withAttempt(known, { run, nowMs }), []);
      expect(all.map(([run]) => run).toSorted()).toEqual([...new Set(written)].toSorted());
    }),
  );
});

it('remembers no more than can ever count', () => {
  const many = every(mostRunsPerHour + 50, 0.01);
  const kept = withAttempt(many, { run: '9999-1-aa', nowMs });
  expect(kept).toHaveLength(mostRunsPerHour);
  expect(kept.at(-1)).toEqual(['9999-1-aa', nowMs]);
  expect(loopRefusal(kept, { run: '99999-1-aa', nowMs, most: mostRunsPerHour })).not.toBeNull();
});
