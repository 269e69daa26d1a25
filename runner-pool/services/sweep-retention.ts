import { type BlobStore, blobKey } from '../blobs/blob-store.ts';
import type { Database } from '../database/database.ts';
import { takeLoose } from '../store/blobs.ts';
import { organizationIds } from '../store/organizations.ts';
import { addTask } from '../store/outbox.ts';
import { findDueJournals } from '../store/retention.ts';
import { defaultPolicy } from './policy.ts';

interface Deps {
  readonly database: Pick<Database, 'inDirectory' | 'inOrganization'>;
  readonly blobs: BlobStore | null;
  readonly tasks: { readonly nudge: () => void };
}

/** Of each organization in one sweep: the rest comes with the next. */
const mostRuns = 1_000;
const loosePerStep = 20;
/** Longer than any request takes that still has to write the row. */
const looseAfterSeconds = 3_600;

/** Makes due what the policy says of old journals, and removes bytes outside of the database that belong to nothing. */
export async function sweepRetention(deps: Deps, signal: AbortSignal): Promise<void> {
  for (const orgId of await deps.database.inDirectory(organizationIds)) {
    signal.throwIfAborted();
    await deps.database.inOrganization(orgId, async (tx) => {
      const due = await findDueJournals(tx, { orgId, days: defaultPolicy, most: mostRuns });
      for (const ref of due) await addTask(tx, { orgId, kind: 'archive-run', ref });
    });
    if (deps.blobs !== null) await removeLoose(deps.database, { orgId, store: deps.blobs, signal });
  }
  deps.tasks.nudge();
}

async function removeLoose(
  database: Deps['database'],
  {
    orgId,
    store,
    signal,
  }: { readonly orgId: number; readonly store: BlobStore; readonly signal: AbortSignal },
): Promise<void> {
  for (let taken = loosePerStep; taken === loosePerStep; ) {
    signal.throwIfAborted();
    taken = await database.inOrganization(orgId, async (tx) => {
      const options = { orgId, store: store.name, olderThanSeconds: looseAfterSeconds, most: loosePerStep };
      const loose = await takeLoose(tx, options);
      // Within the transaction: whoever writes one of them again waits until its bytes are gone.
      const gone = loose.filter(({ hasRow }) => !hasRow);
      await Promise.all(gone.map(async ({ id }) => store.remove(blobKey(orgId, id))));
      return loose.length;
    });
  }
}
