import { describe, expect, it } from 'vitest';
import { changedFiles, countChangedFiles } from '../../../dashboard-static/timeline/changed-files.ts';
import { diffOf } from '../../../dashboard-static/timeline/line-diff.ts';
import { partsOf } from '../../../dashboard-static/timeline/parts.ts';
import { replacedLines } from '../../../dashboard-static/timeline/replaced-lines.ts';
import { answers, calls, line, stepsOf } from '../../helpers/dashboard/journal-lines.ts';

const signs = (before: string, after: string): readonly string[] =>
  diffOf(before, after).map(({ sign, text }) => sign + text);
const partsOfCall = (name: string, input: unknown, content: unknown = 'done') => {
  const [step] = stepsOf([calls(1, { id: 'a', name, input }), answers(2, { id: 'a', content })]);
  return step === undefined ? [] : partsOf(step);
};

describe('a diff', () => {
  it('has a sign for each line', () => {
    expect(signs('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c']);
    expect(signs('', 'new\nfile\n')).toEqual(['+new', '+file']);
    expect(signs('a', 'a\n')).toEqual(['…1']);
    expect(signs('a\r\nb', 'a\nb')).toEqual(['…2']);
  });

  it('leaves out equal lines far from changes', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `l${at}`);
    const changed = lines.with(10, 'x');
    expect(signs(lines.join('\n'), changed.join('\n'))).toEqual([
      '…7',
      ' l7',
      ' l8',
      ' l9',
      '-l10',
      '+x',
      ' l11',
      ' l12',
      ' l13',
      '…6',
    ]);
  });

  it('does not look for the shortest way between two large different texts', () => {
    const [before, after] = ['a', 'b'].map((name) =>
      Array.from({ length: 5_000 }, (_, at) => `${name}${at}`).join('\n'),
    );
    const startedAt = Date.now();
    expect(diffOf(before ?? '', after ?? '')).toHaveLength(10_000);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });
});

describe("a step's detail", () => {
  it('shows edits as diffs', () => {
    expect(partsOfCall('Edit', { file_path: 'a.ts', old_string: 'one', new_string: 'two' })).toMatchObject([
      {
        kind: 'diff',
        label: 'a.ts',
        lines: [
          { sign: '-', text: 'one' },
          { sign: '+', text: 'two' },
        ],
      },
      { kind: 'terminal', label: 'Output', text: 'done' },
    ]);
    const edits = [
      { old_string: 'a', new_string: 'b' },
      { old_string: 'c', new_string: 'd' },
    ];
    expect(partsOfCall('MultiEdit', { file_path: 'a.ts', edits }).map(({ label }) => label)).toEqual([
      'a.ts, change 1 of 2',
      'a.ts, change 2 of 2',
      'Output',
    ]);
  });

  it('shows a command and its output', () => {
    expect(partsOfCall('Bash', { command: 'ls', description: 'List' }, 'a\nb')).toEqual([
      { kind: 'code', label: 'Command: List', text: 'ls' },
      { kind: 'terminal', label: 'Output', text: 'a\nb' },
    ]);
  });

  it('sets JSON for reading, and names images', () => {
    expect(partsOfCall('mcp__db__query', { q: 1 }, '{"rows":[]}')).toEqual([
      { kind: 'code', label: 'Input', text: '{\n  "q": 1\n}' },
      { kind: 'code', label: 'Output', text: '{\n  "rows": []\n}' },
    ]);
    const image = [{ type: 'image', source: { media_type: 'image/png', data: 'AAAA' } }];
    expect(partsOfCall('Read', { file_path: 'a.png' }, image).at(-1)).toMatchObject({
      text: '[An image, image/png]',
    });
  });

  it("shows a subagent's task and answer as Markdown", () => {
    expect(
      partsOfCall('Task', { prompt: '**look**', subagent_type: 'explorer' }).map(({ kind }) => kind),
    ).toEqual(['markdown', 'markdown']);
  });

  it('survives data that cannot be written', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    const [step] = stepsOf([line(1, 'claude.odd', deep)]);
    expect(step && partsOf(step)).toHaveLength(1);
  });
});

describe('the files that were changed', () => {
  const edit = (seq: number, id: string, path: string) =>
    calls(seq, { id, name: 'Edit', input: { file_path: path, old_string: 'a', new_string: 'b\nc' } });
  const steps = stepsOf([
    edit(1, 'a', 'x.ts'),
    answers(2, { id: 'a' }),
    edit(3, 'b', 'y.ts'),
    answers(4, { id: 'b', isError: true }),
    edit(5, 'c', 'x.ts'),
    calls(6, { id: 'd', name: 'Write', input: { file_path: 'z.ts', content: 'one\ntwo\n' } }),
    answers(7, { id: 'd' }),
  ]);

  it('are told with their changes, those of failed calls left out', () => {
    expect(changedFiles(steps)).toMatchObject([
      {
        path: 'x.ts',
        added: 4,
        removed: 2,
        changes: [
          { seq: 1, isUncertain: false },
          { seq: 5, isUncertain: true },
        ],
      },
      { path: 'z.ts', added: 2, removed: 0, changes: [{ seq: 6, isWhole: true }] },
    ]);
    expect(countChangedFiles(steps)).toBe(2);
  });

  it.each([
    ['a\nb\nc', 'a\nB\nc', { added: 1, removed: 1 }],
    ['', 'one\ntwo\n', { added: 2, removed: 0 }],
    ['a\na', 'a', { added: 0, removed: 1 }],
    ['a\r\nb', 'a\nb', { added: 0, removed: 0 }],
    ['a\nb\nc\nd', 'x\nb\nc\ny', { added: 4, removed: 4 }],
  ])('are measured by the lines that took the place of others: %j by %j', (before, after, size) => {
    expect(replacedLines([{ before, after }])).toEqual(size);
  });
});
