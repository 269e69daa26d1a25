import { createHash } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { insertBlob } from '../store/blobs.ts';
import { type EventRow, findEvents } from '../store/event-rows.ts';
import { deleteStretches } from '../store/event-words.ts';
import {
  deleteEvents,
  dropParts,
  dropSomeBlobs,
  findParts,
  insertPart,
  markRemoved,
  sealArchive,
} from '../store/journal-parts.ts';
import { dueWith } from '../store/retention.ts';
import { eventJson } from './event-json.ts';
import { defaultPolicy } from './policy.ts';
import { type BlobDeps, prepareBlob, putOutside } from './write-blob.ts';

interface Deps extends BlobDeps {
  readonly database: Pick<Database, 'inOrganization'>;
}

interface Of {
  readonly orgId: number;
  readonly runId: string;
}

/** What one page of an archived journal may make a reader hold. */
const partBytes = 4_194_304;
const pieceBytes = 262_144;
const eventsAtOnce = 500;
const deletedAtOnce = 20_000;
const blobsAtOnce = 200;

/**
 * What the policy has due with the journal of a run that is over: first it goes from rows to compressed files, later away. Each step may
 * be broken off and done again.
 */
export async function archiveRun(
  deps: Deps,
  { orgId, ref: runId }: { readonly orgId: number; readonly ref: string },
  signal: AbortSignal,
): Promise<void> {
  const of = { orgId, runId };
  const { database } = deps;
  const due = await database.inOrganization(orgId, async (tx) => dueWith(tx, { ...of, days: defaultPolicy }));
  if (due === null) return;
  if (due.isToArchive) await writeArchive(deps, of, signal);
  if (due.isToArchive || due.isArchived) await deleteRows(deps, of, signal);
  if (due.isToRemove) await removeArchive(deps, of, signal);
}

async function writeArchive(deps: Deps, of: Of, signal: AbortSignal): Promise<void> {
  const { database } = deps;
  const { orgId, runId } = of;
  const written = await database.inOrganization(orgId, async (tx) => findParts(tx, { ...of, after: 0 }));
  let after = written.at(-1)?.lastSeq ?? 0;
  for (;;) {
    signal.throwIfAborted();
    const events = await eventsOfPart(deps, { ...of, after });
    const last = events.at(-1);
    if (last === undefined) break;
    await writePart(deps, of, events);
    after = last.seq;
  }
  const isSealed = await database.inOrganization(orgId, async (tx) => {
    if (await sealArchive(tx, orgId, runId)) return true;
    await dropParts(tx, orgId, runId);
    return false;
  });
  if (!isSealed) throw new Error(`The journal of run ${runId} changed while it was archived`);
}

async function eventsOfPart(
  { database }: Deps,
  { orgId, runId, after }: Of & { readonly after: number },
): Promise<readonly EventRow[]> {
  const events: EventRow[] = [];
  for (let bytes = 0, from = after; bytes < partBytes; ) {
    const start = from;
    const more = await database.inOrganization(orgId, async (tx) =>
      findEvents(tx, { orgId, runId, after: start, limit: eventsAtOnce }),
    );
    events.push(...more);
    bytes += more.reduce((sum, { data }) => sum + data.length, 0);
    from = more.at(-1)?.seq ?? from;
    if (more.length < eventsAtOnce) break;
  }
  return events;
}

async function writePart(deps: Deps, { orgId, runId }: Of, events: readonly EventRow[]): Promise<void> {
  const body = Buffer.from(events.map((event) => `${eventJson(event)}\n`).join(''));
  const hash = createHash('sha256')
    .update(JSON.stringify([orgId, runId, 'journal']))
    .update(body);
  const blob = await prepareBlob(deps, { orgId, id: hash.digest('hex').slice(0, 40), body, pieceBytes });
  await putOutside(deps, orgId, [blob]);
  await deps.database.inOrganization(orgId, async (tx) => {
    await insertBlob(tx, orgId, {
      ...blob,
      runId,
      pieceBytes,
      pieceSizes: blob.pieces.map(({ length }) => length),
      mediaType: 'application/x-ndjson',
      store: deps.blobs?.name ?? 'postgres',
      pieces: deps.blobs === null ? blob.pieces : [],
    });
    const [firstSeq = 0, lastSeq = 0] = [events[0]?.seq, events.at(-1)?.seq];
    await insertPart(tx, { orgId, runId, firstSeq, lastSeq, events: events.length, blobId: blob.id });
  });
}

async function deleteRows({ database }: Deps, { orgId, runId }: Of, signal: AbortSignal): Promise<void> {
  await database.inOrganization(orgId, async (tx) => deleteStretches(tx, orgId, runId));
  for (let deleted = deletedAtOnce; deleted > 0; ) {
    signal.throwIfAborted();
    deleted = await database.inOrganization(orgId, async (tx) =>
      deleteEvents(tx, orgId, runId, deletedAtOnce),
    );
  }
}

async function removeArchive({ database }: Deps, { orgId, runId }: Of, signal: AbortSignal): Promise<void> {
  for (let dropped = blobsAtOnce; dropped > 0; ) {
    signal.throwIfAborted();
    dropped = await database.inOrganization(orgId, async (tx) =>
      dropSomeBlobs(tx, orgId, runId, blobsAtOnce),
    );
  }
  await database.inOrganization(orgId, async (tx) => markRemoved(tx, orgId, runId));
}
