import { Value } from 'typebox/value';
import type { Event } from '../../contract/event.ts';
import { EventBatch } from '../../contract/run-protocol.ts';
import { timeOfRun } from '../history/plausible.ts';
import { journalLines } from '../services/artifacts/journal-lines.ts';
import { isDeeperThan } from '../services/depth.ts';
import { mostLevels } from '../services/prepare-event.ts';

/** The events of the `journal.ndjson` of a run that was over at `seenAt`; null for each line that is none. */
export async function* eventsOf(chunks: AsyncIterable<Buffer>, seenAt: string): AsyncGenerator<Event | null> {
  for await (const line of journalLines(chunks))
    if (line !== '') yield line === null ? null : eventOf(line, seenAt);
}

function eventOf(line: string, seenAt: string): Event | null {
  try {
    const events: unknown[] = [JSON.parse(line)];
    const batch = { events };
    if (!Value.Check(EventBatch, batch)) return null;
    const [event] = batch.events;
    const at = timeOfRun(event?.at, seenAt);
    if (event === undefined || at === null) return null;
    const { seq, type, data = null } = event;
    return isDeeperThan(data, mostLevels) ? null : { seq, at, type, data };
  } catch {
    return null;
  }
}
