import type { Database } from '../database/database.ts';
import { type EventRow, findEvents, findJournal } from '../store/event-rows.ts';
import { lastStretch, replaceStretches } from '../store/event-words.ts';
import { createBreather } from './breather.ts';
import { dataOf } from './event-text.ts';
import type { ReadBlobDeps } from './read-blob.ts';
import { settleLate } from './settle.ts';
import { type EventWords, stretchesOf } from './stretches.ts';
import { textsOf, wordsOf } from './words.ts';

interface Deps extends ReadBlobDeps {
  readonly database: Pick<Database, 'inOrganization'>;
}

const eventsAtOnce = 200;

/**
 * Makes the words of a run's journal searchable, as far as nothing of it is missing; of one that is over, all that there is. What is
 * due whenever something of a journal came, so that what its ledger tells then is booked too.
 */
export async function indexRun(
  deps: Deps,
  { orgId, ref: runId }: { readonly orgId: number; readonly ref: string },
  signal: AbortSignal,
): Promise<void> {
  const { database } = deps;
  const state = await database.inOrganization(orgId, async (tx) => ({
    journal: await findJournal(tx, orgId, runId),
    // It may have been made when there was less.
    from: (await lastStretch(tx, orgId, runId)) ?? 1,
  }));
  const { journal } = state;
  if (journal === null || journal.isArchived) return;
  const upTo = journal.isOver ? null : journal.acknowledgedSeq;
  if (journal.isOver) await database.inOrganization(orgId, async (tx) => settleLate(tx, orgId, runId));
  for (let from = state.from; ; ) {
    signal.throwIfAborted();
    const start = from - 1;
    const events = await database.inOrganization(orgId, async (tx) =>
      findEvents(tx, { orgId, runId, after: start, last: upTo, limit: eventsAtOnce }),
    );
    const stretches = stretchesOf(await wordsOfEvents(deps, orgId, events));
    await database.inOrganization(orgId, async (tx) =>
      replaceStretches(tx, { orgId, runId, from: start + 1, stretches }),
    );
    const last = events.at(-1);
    if (last === undefined || events.length < eventsAtOnce) return;
    from = last.seq + 1;
  }
}

async function wordsOfEvents(
  deps: Deps,
  orgId: number,
  events: readonly EventRow[],
): Promise<readonly EventWords[]> {
  const breather = createBreather();
  const all: EventWords[] = [];
  for (const event of events) {
    const data = await dataOf(deps, orgId, event);
    all.push({ seq: event.seq, words: [...textsOf(data)].flatMap(wordsOf) });
    if (breather.isDue()) await breather.rest();
  }
  return all;
}
