import { createHash } from 'node:crypto';
import type { Redactor } from '../../contract/redact/redactor.ts';
import { BlobStoreAway } from '../blobs/blob-store.ts';
import type { Database } from '../database/database.ts';
import { cutJournal } from '../store/cut-journal.ts';
import { insertEvents } from '../store/events.ts';
import { findRun } from '../store/runs.ts';
import { createBreather } from './breather.ts';
import { defaultPolicy } from './policy.ts';
import { policyOf } from './policy-of.ts';
import { type EventFault, type PreparedEvent, prepareEvent, type SentEvent } from './prepare-event.ts';
import type { QuotaExceeded } from './quotas.ts';
import type { StorageGate } from './storage-gate.ts';
import { type BlobDeps, prepareBlob, putOutside } from './write-blob.ts';

export interface StoreEventsDeps extends BlobDeps {
  readonly database: Pick<Database, 'call' | 'inOrganization'>;
  readonly redact: Redactor;
  readonly storage: StorageGate;
}

export interface Batch {
  readonly orgId: number;
  readonly runId: string;
  readonly events: readonly SentEvent[];
}

export type BatchStored =
  | {
      readonly kind: 'stored';
      /** The highest seq up to which all are stored. */
      readonly acknowledgedSeq: number;
      readonly stored: number;
      /** Came again with another body: the first one stays. */
      readonly differing: number;
    }
  /** What is within the policy's limits is stored; the run is told to end. Beyond a quota nothing is stored, and the run goes on. */
  | {
      readonly kind: 'cut';
      readonly acknowledgedSeq: number;
      readonly reason: string;
      readonly quota?: Omit<QuotaExceeded, 'kind'>;
    }
  /** Nothing is stored. */
  | ({ readonly kind: 'faulty' } & EventFault)
  | { readonly kind: 'archived' }
  /** Nothing is stored; it may be sent again. */
  | { readonly kind: 'blob store away'; readonly reason: string }
  | { readonly kind: 'unknown' };

const pieceBytes = 65_536;
/** So that a stretch is worth its row. */
const indexAfterSeconds = 20;

/** Stores a batch of a run's journal, redacted: each seq once, whatever comes twice and in whatever order. */
export async function storeEvents(
  deps: StoreEventsDeps,
  { orgId, runId, events }: Batch,
): Promise<BatchStored> {
  const prepared = await prepareAll(events, deps.redact);
  if ('fault' in prepared) return { kind: 'faulty', ...prepared.fault };
  const bytes = prepared.events.reduce((sum, event) => sum + event.bytes, 0);
  const exceeded = await deps.storage.check(orgId, bytes);
  if (exceeded !== null) return cutBeyond(deps, { orgId, runId, ...exceeded });
  const withIds = prepared.events.map((event) => ({
    ...event,
    blobId: blobIdOf({ orgId, runId, ...event }),
  }));
  const blobs = await Promise.all(
    withIds.flatMap(({ blobId: id, body }) =>
      id === null || body === null ? [] : prepareBlob(deps, { orgId, id, body, pieceBytes }),
    ),
  );
  try {
    await putOutside(deps, orgId, blobs);
  } catch (error) {
    if (error instanceof BlobStoreAway) return { kind: 'blob store away', reason: error.message };
    throw error;
  }
  const stored = await insertEvents(deps.database, {
    orgId,
    runId,
    events: withIds,
    blobs: blobs.map(({ id, bytes, pieces }) => ({ id, bytes, sizes: pieces.map(({ length }) => length) })),
    blobStore: deps.blobs?.name ?? 'postgres',
    pieceBytes,
    pieces: deps.blobs === null ? Buffer.concat(blobs.flatMap(({ pieces }) => pieces)) : Buffer.of(),
    limits: defaultPolicy.limits,
    indexAfterSeconds,
  });
  if (stored === null) return { kind: 'unknown' };
  if (stored.isArchived) return { kind: 'archived' };
  deps.storage.note(orgId, stored.addedBytes);
  const { acknowledgedSeq, cutReason } = stored;
  if (cutReason !== null) {
    const reason = (await seqBeyond(deps, { orgId, runId, events }, acknowledgedSeq)) ?? cutReason;
    return { kind: 'cut', acknowledgedSeq, reason };
  }
  return { kind: 'stored', acknowledgedSeq, stored: stored.stored, differing: stored.differing };
}

/** Where the journal does not have too many events, but one that is numbered beyond them. */
async function seqBeyond(
  { database }: StoreEventsDeps,
  { orgId, runId, events }: Batch,
  acknowledgedSeq: number,
): Promise<string | null> {
  const most = await database.inOrganization(orgId, async (tx) => {
    const run = await findRun(tx, orgId, runId);
    return run === null ? null : (await policyOf(tx, orgId, run.repositoryId)).limits.events;
  });
  const beyond = events.find(({ seq }) => most !== null && seq > most);
  if (most === null || beyond === undefined || acknowledgedSeq >= most) return null;
  return `Event ${beyond.seq}: the journal of a run may have ${most} events (limits.events of the policy).`;
}

async function cutBeyond(
  { database }: StoreEventsDeps,
  { orgId, runId, name, limit, used }: Omit<Batch, 'events'> & QuotaExceeded,
): Promise<BatchStored> {
  const reason = `The organization's quota for ${name} is ${limit}, and ${used} are used.`;
  const acknowledgedSeq = await cutJournal(database, { orgId, runId, reason });
  if (acknowledgedSeq === null) return { kind: 'unknown' };
  return { kind: 'cut', acknowledgedSeq, reason, quota: { name, limit, used } };
}

async function prepareAll(
  events: readonly SentEvent[],
  redact: Redactor,
): Promise<{ readonly events: readonly PreparedEvent[] } | { readonly fault: EventFault }> {
  const breather = createBreather();
  const prepared: PreparedEvent[] = [];
  for (const event of events) {
    const one = await prepareEvent(event, redact, breather);
    if ('code' in one) return { fault: one };
    prepared.push(one);
    if (breather.isDue()) await breather.rest();
  }
  return { events: prepared };
}

interface Body {
  readonly orgId: number;
  readonly runId: string;
  readonly seq: number;
  readonly body: Buffer | null;
}

/** Comes of what it is, so that what is sent twice is written to the same place. */
function blobIdOf({ orgId, runId, seq, body }: Body): string | null {
  if (body === null) return null;
  const hash = createHash('sha256')
    .update(JSON.stringify([orgId, runId, seq]))
    .update(body);
  return hash.digest('hex').slice(0, 40);
}
