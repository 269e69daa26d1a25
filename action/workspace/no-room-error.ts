import type { Room } from './room.ts';

/** Runs hold more of the disk than they may. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
  readonly remedy: string;

  constructor({ message, remedy }: Room & { readonly kind: 'short' }) {
    super(message);
    this.remedy = remedy;
  }
}

/** What a run begins with, once there is room for the run. */
export async function onceThereIsRoom<T>(start: Promise<T>, room: Promise<Room>): Promise<T> {
  const [started, found] = await Promise.all([start, room]);
  if (found.kind === 'short') throw new NoRoomError(found);
  return started;
}
