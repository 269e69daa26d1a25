import type { ChangedFile } from '../../../action/context/changed-file.ts';
import { parseHunks } from '../../../action/context/hunks.ts';
import type { EarlierFinding } from '../../../action/finding/earlier-finding.ts';
import type { Finding } from '../../../contract/review.ts';

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    path: 'src/a.ts',
    line: 11,
    side: 'RIGHT',
    severity: 'high',
    category: 'correctness',
    title: 'It is wrong',
    explanation: 'Because.',
    confidence: 0.5,
    ...over,
  };
}

export function changedFile(patch: string, over: Partial<ChangedFile> = {}): ChangedFile {
  return {
    path: 'src/a.ts',
    status: 'modified',
    additions: 1,
    deletions: 1,
    kind: 'text',
    hunks: parseHunks(patch),
    patch,
    ...over,
  };
}

export function earlier(over: Partial<EarlierFinding> = {}): EarlierFinding {
  return {
    id: '0123456789ab',
    key: 'k',
    path: 'src/a.ts',
    line: 11,
    side: 'RIGHT',
    severity: 'high',
    category: 'correctness',
    title: 'It is wrong',
    anchor: 'anchor',
    status: 'open',
    ...over,
  };
}
