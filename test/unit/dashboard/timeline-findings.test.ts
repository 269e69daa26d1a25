import { describe, expect, it } from 'vitest';
import { shownFindings } from '../../../dashboard-static/timeline/findings.ts';
import { linesRead } from '../../../dashboard-static/timeline/read-lines.ts';
import { answers, calls, line, stepsOf } from '../../helpers/dashboard/journal-lines.ts';

const finding = {
  path: 'a.ts',
  line: 5,
  side: 'RIGHT',
  severity: 'low',
  category: 'api',
  title: 't',
  explanation: 'e',
  confidence: 0.5,
};

describe('findings', () => {
  it('come gravest first, those of another version last and as text', () => {
    const shown = shownFindings([
      { odd: true },
      finding,
      { ...finding, severity: 'critical', startLine: 3, suggestion: 'x' },
    ]);
    expect(shown).toMatchObject([
      { kind: 'known', finding: { severity: 'critical', startLine: 3, suggestion: 'x' } },
      { kind: 'known', finding: { severity: 'low', startLine: 5, suggestion: null } },
      { kind: 'unknown', text: '{\n  "odd": true\n}' },
    ]);
  });

  it.each([
    null,
    'text',
    { ...finding, line: '5' },
    { ...finding, severity: 'constructor' },
    { ...finding, path: {} },
  ])('that cannot be read are shown as they are: %j', (odd) => {
    expect(shownFindings([odd])).toMatchObject([{ kind: 'unknown' }]);
  });
});

describe('the lines that a suggestion replaces', () => {
  const content = '     4→four\n     5→  five\n     6→six';
  const steps = stepsOf([
    line(1, 'claude.system.init', { subtype: 'init', cwd: '/w' }),
    calls(2, { id: 'a', input: { file_path: '/w/src/a.ts' } }),
    answers(3, { id: 'a', content }),
  ]);
  const read = (path: string, firstLine: number, lastLine: number) =>
    linesRead(steps, { path, firstLine, lastLine });

  it('are those that Claude read', () => {
    expect(read('src/a.ts', 5, 6)).toBe('  five\nsix');
  });

  it('are not known where it did not read all of them, or of another file', () => {
    expect(read('src/a.ts', 6, 7)).toBeNull();
    expect(read('a.tsx', 5, 5)).toBeNull();
    expect(read('a.ts', 5, 5)).toBeNull();
  });
});
