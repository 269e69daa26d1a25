import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { maxBatchBytes, maxBatchEvents } from '../../contract/run-protocol.ts';
import type { JournalLine, JournalLines } from './journal-lines.ts';

export interface BatchLimits {
  readonly fromSeq: number;
  readonly mostLines: number;
}

/** What stands around the lines. */
const frameBytes = 64;

/** The lines that one request can carry, from `fromSeq` on. A comma takes the place of each line feed. */
export async function nextBatch(
  journal: JournalLines,
  { fromSeq, mostLines }: BatchLimits,
): Promise<readonly JournalLine[]> {
  const lines: JournalLine[] = [];
  let bytes = frameBytes;
  for await (const line of journal.from(fromSeq)) {
    if (lines.length > 0 && bytes + line.bytes + 1 > maxBatchBytes) break;
    lines.push(line);
    bytes += line.bytes + 1;
    if (lines.length >= Math.min(mostLines, maxBatchEvents)) break;
  }
  return lines;
}

const compress = promisify(gzip);

/** The body of `POST /v1/runs/:run/events`; compressed on another thread than the one that serves Claude. */
export async function packed(lines: readonly JournalLine[]): Promise<Buffer<ArrayBuffer>> {
  return compress(`{"events":[${lines.map(({ json }) => json).join(',')}]}`);
}
