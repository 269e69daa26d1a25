import { Value } from 'typebox/value';
import { EventBatch, maxBatchBytes, maxBatchEvents } from '../../../contract/run-protocol.ts';
import { TaskFailure } from '../../task-failure.ts';
import { type StoreEventsDeps, storeEvents } from '../store-events.ts';
import { journalLines } from './journal-lines.ts';

type SentEvent = EventBatch['events'][number];

interface Journal {
  readonly orgId: number;
  readonly runId: string;
  /** Up to here all is stored. */
  readonly afterSeq: number;
  readonly chunks: AsyncIterable<Buffer>;
}

/** Stores the lines of a journal that are missing. What is no event keeps its place in the numbering, and says so. */
export async function ingestJournal(
  deps: StoreEventsDeps,
  journal: Journal,
  signal: AbortSignal,
): Promise<void> {
  let batch: SentEvent[] = [];
  let bytes = 0;
  let seq = 0;
  for await (const line of journalLines(journal.chunks)) {
    signal.throwIfAborted();
    seq += 1;
    const event = readLine(line, seq);
    // A journal is numbered from 1 without gaps: what follows a torn line is another writer's.
    if (event === null) break;
    if (seq <= journal.afterSeq) continue;
    const size = Buffer.byteLength(line ?? '');
    if (batch.length === maxBatchEvents || bytes + size > maxBatchBytes) {
      if (!(await send(deps, journal, batch))) return;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) await send(deps, journal, batch);
}

function readLine(line: string | null, seq: number): SentEvent | null {
  if (line === null) return unreadable(seq, 'the line is too long');
  try {
    const events: unknown[] = [JSON.parse(line)];
    const batch = { events };
    if (!Value.Check(EventBatch, batch)) return unreadable(seq, 'the line is no event');
    return batch.events[0]?.seq === seq ? batch.events[0] : null;
  } catch {
    return null;
  }
}

const unreadableType = 'action.event_unreadable';

/** Its time is lost with it. */
const unreadable = (seq: number, why: string): SentEvent => ({
  seq,
  at: '2001-01-01T00:00:00.000Z',
  type: unreadableType,
  data: { why },
});

/** False where the run may store no more. */
async function send(deps: StoreEventsDeps, run: Journal, events: readonly SentEvent[]): Promise<boolean> {
  const { orgId, runId } = run;
  const outcome = await storeEvents(deps, { orgId, runId, events });
  switch (outcome.kind) {
    case 'stored':
      return true;
    case 'cut':
    case 'archived':
    case 'unknown':
      return false;
    case 'blob store away':
      throw new TaskFailure(outcome.reason, { means: 'later' });
    case 'faulty': {
      const [only] = events;
      if (only === undefined || only.type === unreadableType)
        throw new Error(`Not stored: ${outcome.detail}`);
      if (events.length === 1) return send(deps, run, [unreadable(only.seq, outcome.detail)]);
      for (const event of events) if (!(await send(deps, run, [event]))) return false;
      return true;
    }
    default:
      return outcome satisfies never;
  }
}
