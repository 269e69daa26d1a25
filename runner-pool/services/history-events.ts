import type { EventPage } from '../../contract/event-view.ts';
import { beginningChars, chunkEvents, type HistoryEvent } from '../../contract/history.ts';
import { bounds } from '../history/journal-shape.ts';
import { type OpenedBlob, openBlob, type ReadBlobDeps } from './read-blob.ts';
import { type EventsRead, readEvents } from './read-events.ts';

type EventView = EventPage['items'][number];

export type ChunkRead =
  | { readonly kind: 'chunk'; readonly events: readonly string[] }
  | Exclude<EventsRead, { kind: 'events' }>;

export interface ChunkWanted {
  readonly orgId: number;
  readonly runId: string;
  readonly chunk: number;
}

const blobsAtOnce = 4;

/** A chunk of a run's journal: its lines as JSON texts, in the form of the static history. */
export async function historyChunk(deps: ReadBlobDeps, wanted: ChunkWanted): Promise<ChunkRead> {
  const { orgId, runId, chunk } = wanted;
  const { firstSeq, lastSeq } = bounds(chunk);
  const of = { orgId, runId, after: firstSeq - 1, last: lastSeq, limit: chunkEvents, type: null };
  const read = await readEvents(fromPrimary(deps), of);
  if (read.kind !== 'events') return read;
  const events = [...read.items];
  const large = events.flatMap((text, index) => (text.endsWith(noBlob) ? [] : [index]));
  for (let at = 0; at < large.length; at += blobsAtOnce)
    await Promise.all(
      large.slice(at, at + blobsAtOnce).map(async (index) => {
        const event = await withBeginning(deps, orgId, JSON.parse(events[index] ?? '') as EventView);
        events[index] = JSON.stringify(event);
      }),
    );
  return { kind: 'chunk', events: events.map(withoutBlob) };
}

export type BodyRead =
  | { readonly kind: 'blob'; readonly blob: OpenedBlob }
  | { readonly kind: 'text'; readonly text: string }
  | Exclude<EventsRead, { kind: 'events' }>;

/** All of an event's data, as JSON. */
export async function historyBody(
  deps: ReadBlobDeps,
  { orgId, runId, seq }: { readonly orgId: number; readonly runId: string; readonly seq: number },
): Promise<BodyRead> {
  const of = { orgId, runId, after: seq - 1, last: seq, limit: 1, type: null };
  const read = await readEvents(fromPrimary(deps), of);
  if (read.kind !== 'events') return read;
  const [item] = read.items;
  if (item === undefined) return { kind: 'unknown' };
  const { data, blob: kept } = JSON.parse(item) as EventView;
  const blob = kept === null ? null : await openBlob(deps, { orgId, id: kept.id });
  return blob === null ? { kind: 'text', text: JSON.stringify(data) } : { kind: 'blob', blob };
}

/** What the stream has told of must be there. */
function fromPrimary(deps: ReadBlobDeps): Parameters<typeof readEvents>[0] {
  const { inOrganization } = deps.database;
  return { ...deps, database: { inOrganization, readOrganization: inOrganization } };
}

/** As `eventJson` ends. */
const noBlob = ',"blob":null}';
const withoutBlob = (text: string): string =>
  text.endsWith(noBlob) ? `${text.slice(0, -noBlob.length)}}` : text;

/** The beginning alone where all of it is not kept any more. */
async function withBeginning(
  deps: ReadBlobDeps,
  orgId: number,
  { blob: kept, ...event }: EventView,
): Promise<HistoryEvent> {
  const blob = kept === null ? null : await openBlob(deps, { orgId, id: kept.id });
  if (blob === null) return event;
  // A character takes four bytes at most.
  const bytes = await Array.fromAsync(blob.read(0, Math.min(blob.bytes, 4 * beginningChars)));
  const beginning = Buffer.concat(bytes).toString().slice(0, beginningChars).toWellFormed();
  const { seq, at, type } = event;
  return { seq, at, type, data: beginning, body: { file: `body-${seq}.json`, bytes: blob.bytes } };
}
