import { type Stretch, stretchesOf } from '../history/journal-shape.ts';
import { findStretches } from '../store/event-rows.ts';
import type { HistoryRunRow } from '../store/history-runs.ts';
import { findParts, type JournalPart } from '../store/journal-parts.ts';
import { eventOfJson } from './event-json.ts';
import { type ReadBlobDeps, wholeBlob } from './read-blob.ts';

type Journal = Pick<HistoryRunRow, 'id' | 'acknowledgedSeq' | 'storedEvents' | 'isArchived' | 'isRemoved'>;

/** Which lines of a run's journal there are. Up to the acknowledged one that is all; only what is beyond has to be looked up. */
export async function journalStretches(
  deps: ReadBlobDeps,
  orgId: number,
  journal: Journal,
): Promise<readonly Stretch[]> {
  const { id: runId, acknowledgedSeq: after, storedEvents, isArchived, isRemoved } = journal;
  if (isRemoved) return [];
  const first = after === 0 ? [] : [{ firstSeq: 1, lastSeq: after }];
  if (storedEvents <= after) return first;
  const of = { orgId, runId, after };
  if (!isArchived)
    return [...first, ...(await deps.database.inOrganization(orgId, async (tx) => findStretches(tx, of)))];
  const parts = await deps.database.inOrganization(orgId, async (tx) => findParts(tx, of));
  const found = [...first];
  for (const part of parts) found.push(...(await stretchesOfPart(deps, { orgId, part, after })));
  return found;
}

async function stretchesOfPart(
  deps: ReadBlobDeps,
  { orgId, part, after }: { readonly orgId: number; readonly part: JournalPart; readonly after: number },
): Promise<readonly Stretch[]> {
  const { firstSeq, lastSeq, events, blobId } = part;
  if (lastSeq - firstSeq + 1 === events) return [{ firstSeq: Math.max(firstSeq, after + 1), lastSeq }];
  const text = (await wholeBlob(deps, { orgId, id: blobId }))?.toString() ?? '';
  const seqs = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => eventOfJson(line).seq);
  return stretchesOf(seqs.filter((seq) => seq > after));
}
