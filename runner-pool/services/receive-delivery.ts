import type { Database } from '../database/database.ts';
import { insertDeliveries, type NewDelivery } from '../store/deliveries.ts';
import { createBatches } from './deliveries/batches.ts';
import { type IncomingDelivery, mostBodyBytes, readSigned, smallBytes } from './deliveries/read-signed.ts';
import { createRoom } from './deliveries/room.ts';
import { isWorkedOn } from './deliveries/worked-events.ts';

export type ReceivedDelivery =
  | { readonly kind: 'stored' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'not signed' }
  | { readonly kind: 'too large' }
  | { readonly kind: 'broken off' }
  | { readonly kind: 'no room' }
  | { readonly kind: 'no payload' };

interface Deps {
  readonly database: Pick<Database, 'call'>;
  readonly nudge: () => void;
  readonly secrets: readonly string[];
}

export type ReceiveDelivery = (delivery: IncomingDelivery) => Promise<ReceivedDelivery>;

/** Bodies in memory at a time. Two large ones are what a process of 250 MB holds, its copies on the way to the database counted. */
const smallRoomBytes = 24 * smallBytes;
const largeAtOnce = 2;

/** Takes GitHub's deliveries: signed, stored and committed before it returns, never more of them in memory than there is room. */
export function createDeliveryIntake({ database, nudge, secrets }: Deps): ReceiveDelivery {
  const rooms = { small: createRoom(smallRoomBytes), large: createRoom(largeAtOnce) };
  const batches = createBatches<NewDelivery, boolean>({
    send: async (deliveries) => insertDeliveries(database, 'github', deliveries),
    mostItems: 64,
    mostWeight: 4 * smallBytes,
    weigh: ({ gzipped: bytes }) => bytes.length,
    atOnce: 2,
    isOneItems,
  });
  return async (delivery) => {
    const bytes = delivery.contentBytes;
    if (bytes !== null && bytes > mostBodyBytes) return { kind: 'too large' };
    const held: (() => void)[] = [];
    try {
      const signed = await readSigned(delivery, { secrets, rooms, held });
      if (signed.kind !== 'signed') return signed;
      const { head, sha256, gzipped } = signed;
      if (head === null) return { kind: 'no payload' };
      const { id, event, isForm } = delivery;
      const isDue = isWorkedOn(event, head.action);
      const { ownerId } = head;
      const isNew = await batches.add({
        source: 'github',
        id,
        event,
        isForm,
        sha256,
        gzipped,
        ownerId,
        isDue,
      });
      if (isNew && isDue) nudge();
      return { kind: isNew ? 'stored' : 'duplicate' };
    } finally {
      for (const giveBack of held) giveBack();
    }
  };
}

/** SQLSTATE classes 22 (data), 23 (constraints), 40 (deadlock, serialisation). */
function isOneItems(error: unknown): boolean {
  return /^(22|23|40)...$/.test(String((error as { readonly code?: unknown } | null)?.code));
}
