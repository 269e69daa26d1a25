import type { Database, Transaction } from '../database/database.ts';
import type { BoundOrganization } from './organizations.ts';

export type DeliverySource = 'github' | 'gitlab' | 'jira';

export interface NewDelivery {
  readonly source: DeliverySource;
  readonly id: string;
  readonly event: string;
  /** Of the owner, on GitHub; null where it is not known yet. */
  readonly ownerId: number | null;
  /** Whether there is something to do about it. */
  readonly isDue: boolean;
  readonly sha256: Buffer;
  /** The raw bytes, gzipped. */
  readonly gzipped: Buffer;
  readonly isForm: boolean;
}

/** Stores deliveries of one source, committed when it returns, and says of each whether it is new. One round trip. */
export async function insertDeliveries(
  database: Pick<Database, 'call'>,
  source: DeliverySource,
  deliveries: readonly NewDelivery[],
): Promise<readonly boolean[]> {
  const rows = await database.call<{ is_new: boolean }>(
    'select is_new from receive_deliveries($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      source,
      deliveries.map(({ id }) => id),
      deliveries.map(({ event }) => event),
      deliveries.map(({ ownerId }) => ownerId),
      deliveries.map(({ isDue }) => isDue),
      deliveries.map(({ isForm }) => isForm),
      deliveries.map(({ gzipped }) => gzipped.length),
      Buffer.concat(deliveries.map(({ sha256 }) => sha256)),
      endToEnd(deliveries),
    ],
  );
  return rows.map((row) => row.is_new);
}

/** A large one travels alone, and is not copied. */
function endToEnd(deliveries: readonly NewDelivery[]): Buffer {
  const [first] = deliveries;
  if (first !== undefined && deliveries.length === 1) return first.gzipped;
  return Buffer.concat(deliveries.map(({ gzipped }) => gzipped));
}

export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly ownerId: number | null;
  /** The raw bytes, gzipped. */
  readonly gzipped: Buffer;
  readonly isForm: boolean;
  readonly receivedAt: string;
  readonly workedAt: string | null;
}

/** As the transaction's organization. */
export async function findDelivery(
  tx: Transaction,
  orgId: number,
  { source, id }: { readonly source: DeliverySource; readonly id: string },
): Promise<Delivery | null> {
  return tx.row<Delivery>(
    `select id, event, owner_id as "ownerId", body as gzipped, is_form as "isForm",
       received_at as "receivedAt", worked_at as "workedAt"
     from deliveries where org_id = $1 and source = $2 and id = $3`,
    [orgId, source, id],
  );
}

export async function noteDeliveryWorked(
  tx: Transaction,
  orgId: number,
  { source, id }: { readonly source: DeliverySource; readonly id: string },
): Promise<void> {
  await tx.run(
    'update deliveries set worked_at = now() where org_id = $1 and source = $2 and id = $3 and worked_at is null',
    [orgId, source, id],
  );
}

/** Gives an organization what waits in tenant 0 for its owner, or one delivery of it. How many. */
export async function moveDeliveries(
  database: Pick<Database, 'call'>,
  {
    orgId,
    ownerId,
    id = null,
  }: { readonly orgId: number; readonly ownerId: number; readonly id?: string | null },
): Promise<number> {
  const [row] = await database.call<{ moved: number }>(
    "select move_deliveries($1, 'github', $2, $3) as moved",
    [orgId, ownerId, id],
  );
  return row?.moved ?? 0;
}

/** Found out after it was stored: of tenant 0, whose it is. */
export async function noteOwner(tx: Transaction, id: string, ownerId: number): Promise<void> {
  await tx.run("update deliveries set owner_id = $2 where org_id = 0 and source = 'github' and id = $1", [
    id,
    ownerId,
  ]);
}

/** Which of these are stored, in whatever organization. */
export async function storedDeliveries(
  database: Pick<Database, 'call'>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database.call<{ id: string }>(
    "select id from stored_deliveries('github', $1) as found (id)",
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Owners whose deliveries wait in tenant 0 though there is an organization for them by now. */
export async function ownersArrived(tx: Transaction): Promise<readonly BoundOrganization[]> {
  return tx.rows<BoundOrganization>(
    `select o.id as "orgId", o.github_owner_id as "githubOwnerId" from organizations o
     where o.id > 0 and exists (select from deliveries d where d.org_id = 0 and d.source = 'github' and d.owner_id = o.github_owner_id)`,
  );
}

/** Deletes those that nobody will ask for again. How many. */
export async function forgetDeliveries(
  tx: Transaction,
  { orgId, days, limit }: { readonly orgId: number; readonly days: number; readonly limit: number },
): Promise<number> {
  return tx.run(
    `delete from deliveries where org_id = $1 and (source, id) in (
       select source, id from deliveries where org_id = $1 and received_at < now() - make_interval(days => $2)
       order by received_at limit $3)`,
    [orgId, days, limit],
  );
}
