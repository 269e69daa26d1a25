import type { Database } from '../database/database.ts';
import { findEvents, findJournal } from '../store/event-rows.ts';
import { findParts } from '../store/journal-parts.ts';
import { eventJson, eventOfJson } from './event-json.ts';
import { type ReadBlobDeps, wholeBlob } from './read-blob.ts';

interface Deps extends ReadBlobDeps {
  readonly database: Pick<Database, 'inOrganization' | 'readOrganization'>;
}

export interface EventsWanted {
  readonly orgId: number;
  readonly runId: string;
  /** The seq before the first one. */
  readonly after: number;
  /** The last one, included; absent: to the end. */
  readonly last?: number;
  readonly limit: number;
  /** With a dot at its end: all types that begin with it. Null: all. */
  readonly type: string | null;
}

export type EventsRead =
  | {
      readonly kind: 'events';
      /** Each as JSON text, by seq. */
      readonly items: readonly string[];
      /** Null on the last page. */
      readonly nextAfter: number | null;
    }
  | { readonly kind: 'removed' }
  | { readonly kind: 'unknown' };

/** A page of a run's journal, from the database or from the archive. */
export async function readEvents(deps: Deps, wanted: EventsWanted): Promise<EventsRead> {
  const { orgId, runId, limit } = wanted;
  const found = await deps.database.readOrganization(orgId, async (tx) => {
    const journal = await findJournal(tx, orgId, runId);
    if (journal === null || journal.isRemoved || journal.isArchived) return { journal, items: [] };
    return { journal, items: (await findEvents(tx, { ...wanted, limit: limit + 1 })).map(eventJson) };
  });
  const { journal } = found;
  if (journal === null) return { kind: 'unknown' };
  if (journal.isRemoved) return { kind: 'removed' };
  const items = journal.isArchived
    ? await archivedEvents(deps, { ...wanted, limit: limit + 1 })
    : found.items;
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    kind: 'events',
    items: shown,
    nextAfter: items.length > limit && last !== undefined ? eventOfJson(last).seq : null,
  };
}

async function archivedEvents(
  deps: Deps,
  { orgId, runId, after, last = Number.POSITIVE_INFINITY, limit, type }: EventsWanted,
): Promise<readonly string[]> {
  const parts = await deps.database.inOrganization(orgId, async (tx) =>
    findParts(tx, { orgId, runId, after }),
  );
  const isWanted = (line: string): boolean => {
    const event = eventOfJson(line);
    const isOfType =
      type === null || event.type === type || (type.endsWith('.') && event.type.startsWith(type));
    return event.seq > after && event.seq <= last && isOfType;
  };
  const items: string[] = [];
  for (const { blobId, firstSeq } of parts) {
    if (firstSeq > last) break;
    const text = await wholeBlob(deps, { orgId, id: blobId });
    if (text === null) throw new Error(`blob ${blobId} of the archive of run ${runId} is gone`);
    items.push(
      ...text
        .toString()
        .split('\n')
        .filter((line) => line !== '')
        .filter(isWanted),
    );
    if (items.length >= limit) break;
  }
  return items.slice(0, limit);
}
