import { describe, expect, it } from 'vitest';
import type { HistoryEvent, HistoryRun } from '../../../contract/history.ts';
import { compareSides } from '../../../dashboard-static/compare/compare-sides.ts';
import type { Side } from '../../../dashboard-static/compare/side.ts';
import { toJson } from '../../../dashboard-static/compare/to-json.ts';
import { toMarkdown } from '../../../dashboard-static/compare/to-markdown.ts';
import { stepsOf } from '../../../dashboard-static/timeline/steps-of.ts';
import { answers, calls } from '../../helpers/dashboard/journal-lines.ts';
import { historyRun } from '../../helpers/dashboard/sample-run.ts';

interface Given {
  readonly events?: readonly HistoryEvent[];
  readonly findings?: HistoryRun['findings'];
  readonly costMicroUsd?: number;
}

function runOf(id: string, { events = [], findings = [], costMicroUsd = 1_000_000 }: Given) {
  const made = historyRun({ id, events, run: { findings } });
  const run = { ...made, report: { ...made.report, usage: { ...made.report.usage, costMicroUsd } } };
  return { run, steps: stepsOf(run, { events, unloaded: [], chunks: 0, chunksDone: 0 }) };
}

const side = (id: string, given: Given = {}): Side => ({ kind: 'run', id, runs: [runOf(id, given)] });
const finding = (path: string, line: number, title: string, severity = 'high') => ({
  ...{ path, line, title, severity },
  ...{ explanation: 'Because.', category: 'correctness' },
});
const edit = (seq: number, path: string, before: string, after: string): HistoryEvent =>
  calls(seq, {
    id: `e${seq}`,
    name: 'Edit',
    input: { file_path: path, old_string: before, new_string: after },
  });

describe('two sides', () => {
  it('are compared by their figures', () => {
    const { facts } = compareSides(
      side('a', { costMicroUsd: 2_000_000 }),
      side('b', { costMicroUsd: 500_000 }),
    );
    expect(facts.find(({ name }) => name === 'Cost')).toEqual({
      ...{ name: 'Cost', unit: 'money', a: 2_000_000, b: 500_000 },
    });
    expect(facts.map(({ name }) => name)).not.toContain('Runs');
  });

  it('are compared by the tools they called, which of them failed, and where each began', () => {
    const a = [
      calls(1, { id: 'x', name: 'Bash' }),
      answers(2, { id: 'x', isError: true }),
      calls(3, { id: 'y', name: 'Bash' }),
    ];
    const b = [calls(4, { id: 'z', name: 'Read' })];
    const { tools } = compareSides(side('a', { events: a }), side('b', { events: b }));
    expect(tools).toMatchObject([
      { name: 'Bash', a: { calls: 2, failed: 1, first: { run: 'a', step: 1 } }, b: null },
      { name: 'Read', a: null, b: { calls: 1, failed: 0, first: { run: 'b', step: 4 } } },
    ]);
  });

  it('are compared by the files they wrote', () => {
    const a = [edit(1, 'src/a.ts', 'x', 'y'), edit(2, 'src/a.ts', 'y', 'z\nz')];
    const b = [edit(1, 'src/b.ts', '', 'new')];
    const { files } = compareSides(side('a', { events: a }), side('b', { events: b }));
    expect(files).toEqual([
      { name: 'src/a.ts', a: { added: 3, removed: 2, last: { run: 'a', step: 2 } }, b: null },
      { name: 'src/b.ts', a: null, b: { added: 1, removed: 0, last: { run: 'b', step: 1 } } },
    ]);
  });
});

describe('findings', () => {
  const compared = (a: readonly unknown[], b: readonly unknown[]): readonly string[] =>
    compareSides(side('a', { findings: [...a] }), side('b', { findings: [...b] })).findings.map(
      (pair) => `${pair.a?.line ?? '-'}=${pair.b?.line ?? '-'}`,
    );

  it('are the same by title, also where the code has moved', () => {
    expect(compared([finding('a.ts', 4, 'Null')], [finding('a.ts', 90, ' null ')])).toEqual(['4=90']);
    expect(compared([finding('a.ts', 4, 'Null')], [finding('b.ts', 4, 'Null')])).toEqual(['4=-', '-=4']);
  });

  it('are the same where they are about the same lines in other words', () => {
    expect(compared([finding('a.ts', 4, 'Null')], [finding('a.ts', 7, 'Nothing there')])).toEqual(['4=7']);
    expect(compared([finding('a.ts', 4, 'Null')], [finding('a.ts', 10, 'Else')])).toEqual(['4=-', '-=10']);
    expect(compared([finding('a.ts', 4, 'Null')], [finding('a.ts', 4, 'Else', 'low')])).toEqual([
      '4=-',
      '-=4',
    ]);
  });

  it('have one partner at most, the nearest that has none', () => {
    const three = [finding('a.ts', 4, 'One'), finding('a.ts', 6, 'Two')];
    expect(compared(three, [finding('a.ts', 7, 'Other')])).toEqual(['4=7', '6=-']);
    expect(compared(three, [finding('a.ts', 5, 'Two'), finding('a.ts', 4, 'Else')])).toEqual(['4=4', '6=5']);
  });

  it('are compared in one go, however many there are', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => finding('a.ts', 3, `Title ${at}`));
    expect(new Set(compared(many, many.toReversed()))).toEqual(new Set(['3=3']));
  });
});

it('takes the runs of a session together, and each of its findings once', () => {
  const once = finding('a.ts', 4, 'Null');
  const runs = ['r1', 'r2'].map((id) => runOf(id, { findings: [once] }));
  const session: Side = { kind: 'session', id: 's', runs };
  const { facts, findings } = compareSides(session, side('b'));
  expect(facts.find(({ name }) => name === 'Runs')).toMatchObject({ a: 2, b: 1 });
  expect(facts.find(({ name }) => name === 'Cost')).toMatchObject({ a: 2_000_000, b: 1_000_000 });
  expect(findings).toMatchObject([{ a: { place: { run: 'r2' } }, b: null }]);
});

describe('as a file', () => {
  const format = { money: String, duration: String, count: String };
  const hostile = [finding('a|b`.ts', 4, '@everyone ``` | <img src=x> [x](javascript:1)\n# Big')];
  const [a, b] = [side('a', { findings: hostile }), side('b')];
  const comparison = compareSides(a, b);

  it('is Markdown in which what strangers wrote is code alone', () => {
    const text = toMarkdown({
      a,
      b,
      comparison,
      format,
      href: ({ run }) => `https://x.example/#/run/${run}`,
    });
    const [line = ''] = text.split('\n').filter((one) => one.includes('everyone'));
    expect(line).toBe(
      '| ```` @everyone ``` \\| <img src=x> [x](javascript:1) # Big ```` | high, `` a\\|b`.ts:4 `` | – |',
    );
    expect(text).toContain('| Cost | 1000000 | 1000000 | = |');
  });

  it('is JSON with everything that was compared', () => {
    expect(JSON.parse(toJson({ a, b, comparison }))).toMatchObject({
      version: 1,
      a: { kind: 'run', id: 'a', runs: ['a'] },
      findings: [{ a: { line: 4 }, b: null }],
    });
  });
});
