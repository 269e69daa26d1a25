import { createHash } from 'node:crypto';
import type { Finding } from '../../contract/review.ts';
import type { ChangedFile } from '../context/changed-file.ts';
import { diffLines } from './diff-lines.ts';

/** The text of a line of the new file; null where it cannot be had. */
export type ReadLine = (path: string, line: number) => string | null;

/** Lines past this many add nothing to what an anchor identifies. */
const MOST_LINES = 50;

/**
 * What a finding points at, so that it is recognised after lines moved: a hash of the text of its lines without their
 * indentation. Empty where the text is unknown or blank.
 */
export function anchorOf(finding: Finding, file: ChangedFile | undefined, readLine: ReadLine): string {
  const lines = diffLines(file?.hunks ?? [])[finding.side];
  const first = Math.min(finding.startLine ?? finding.line, finding.line);
  const last = Math.min(finding.line, first + MOST_LINES);
  const texts: string[] = [];
  for (let line = first; line <= last; line += 1) {
    const unchanged = () => (finding.side === 'RIGHT' ? readLine(finding.path, line) : null);
    const text = lines.get(line)?.text ?? unchanged();
    if (text === null) return '';
    texts.push(text.trim().replace(/\s+/g, ' '));
  }
  const joined = texts.filter((text) => text !== '').join('\n');
  return joined === '' ? '' : createHash('sha256').update(joined).digest('hex').slice(0, 12);
}
