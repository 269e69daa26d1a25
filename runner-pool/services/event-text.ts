import type { EventRow } from '../store/event-rows.ts';
import { type ReadBlobDeps, wholeBlob } from './read-blob.ts';

/** All of an event's `data`, from its row or its blob. Null where the blob is gone meanwhile. */
export async function dataOf(deps: ReadBlobDeps, orgId: number, event: EventRow): Promise<unknown> {
  if (event.blobId === null) return JSON.parse(event.data);
  const body = await wholeBlob(deps, { orgId, id: event.blobId });
  return body === null ? null : JSON.parse(body.toString());
}
