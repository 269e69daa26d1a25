import { expect, test } from 'vitest';
import {
  type FindingMark,
  readFindingMark,
  withFindingMark,
  withResolvedMark,
} from '../../../action/publish/marker.ts';

const mark: FindingMark = {
  v: 1,
  id: '0123456789ab',
  key: 'k',
  run: '7-1',
  anchor: 'a',
  severity: 'low',
  category: 'api',
  title: 'Ümlaut -->',
  path: 'src/a.ts',
};

test('a finding is read from its comment', () => {
  expect(readFindingMark(withFindingMark('Text', mark))).toEqual({ mark, visible: 'Text', resolved: false });
  expect(readFindingMark(withResolvedMark('Text', mark))).toEqual({ mark, visible: 'Text', resolved: true });
});

test('only the end of a comment counts', () => {
  const quoted = withFindingMark('Text', mark);
  expect(readFindingMark(`${quoted}\n\nand more`)).toBeNull();
  const other = withFindingMark(quoted, { ...mark, id: 'ffffffffffff' });
  expect(readFindingMark(other)?.mark.id).toBe('ffffffffffff');
  expect(readFindingMark('<!-- claude-orchestrator:finding e30 -->')).toBeNull();
  expect(readFindingMark('<!-- claude-orchestrator:finding %%% -->')).toBeNull();
});

test('a comment of blanks is read in time proportional to its length', () => {
  const marked = withFindingMark(`Text${'\n'.repeat(1_000_000)}end`, mark);
  expect(readFindingMark(marked)?.mark).toEqual(mark);
  expect(
    readFindingMark(`${'<!-- claude-orchestrator:finding '.repeat(20_000)}${' '.repeat(300_000)}x`),
  ).toBeNull();
}, 5_000);
