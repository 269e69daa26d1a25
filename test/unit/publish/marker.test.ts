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
