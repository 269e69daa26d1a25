import { type Event, maxJournalEvents } from '../../../contract/event.ts';
import { EventPage } from '../../../contract/event-view.ts';
import { RunView } from '../../../contract/run-view.ts';
import { describedRun, lastSeenOf, saidLastSeq } from '../../history/described-run.ts';
import { momentOf, noMoment } from '../../history/moments.ts';
import { timeOfRun } from '../../history/plausible.ts';
import { canBeFolder, type RunDraft } from '../run-draft.ts';
import type { RunSource } from '../source.ts';
import { type CoordinatorClient, CoordinatorRefusal } from './coordinator-client.ts';
import { listRuns, type RepositoryIds } from './list-runs.ts';

/** Runs of these repositories that a coordinator knows, once they are over. */
export function coordinatorSource(client: CoordinatorClient, wanted: RepositoryIds): RunSource {
  return async (history) => {
    for (const { id, createdAt } of (await listRuns(client, wanted, history)).toReversed()) {
      const at = momentOf(createdAt) ?? noMoment;
      if (canBeFolder(id)) await history.add(await draftOf(client, id));
      else history.note({ artifact: id.slice(0, 200), why: 'untrusted', at });
    }
  };
}

async function draftOf(client: CoordinatorClient, id: string): Promise<RunDraft> {
  const view = await client.get(`/v1/runs/${id}`, RunView);
  const described = describedRun(view);
  return {
    ...described,
    // They are in the run's artifact alone.
    findings: [],
    events: eventsOf(client, id, lastSeenOf(view)),
    lastSeq: saidLastSeq(view, described),
    // Of a run that was lost more may have come than it told of.
    mostSeq: maxJournalEvents,
  };
}

async function* eventsOf(
  client: CoordinatorClient,
  id: string,
  seenAt: string,
): AsyncGenerator<Event | null> {
  let cursor: string | null = '0';
  while (cursor !== null) {
    const page: EventPage | null = await orNone(
      client.get(`/v1/runs/${id}/events?limit=100&cursor=${encodeURIComponent(cursor)}`, EventPage),
      410,
    );
    // Its journal was removed, as the policy says.
    if (page === null) return;
    for (const { seq, at: told, type, data, blob } of page.items) {
      const at = timeOfRun(told, seenAt);
      if (at === null) yield null;
      else yield { seq, at, type, data: blob === null ? data : await bodyOf(client, blob.id, data) };
    }
    cursor = page.nextCursor;
  }
}

/** All of a large event's data; `beginning` where it is not kept any more. */
async function bodyOf(client: CoordinatorClient, id: string, beginning: unknown): Promise<unknown> {
  const text = await orNone(client.text(`/v1/blobs/${encodeURIComponent(id)}`), 404);
  return text === null ? beginning : (JSON.parse(text) as unknown);
}

async function orNone<T>(asked: Promise<T>, status: number): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CoordinatorRefusal && error.status === status) return null;
    throw error;
  }
}
