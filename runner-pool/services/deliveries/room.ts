/** A bounded amount of memory, given out in the order in which it is asked for. */
export interface Room {
  /** Waits until there is room, as long as the signal lets it; gives the way to give it back, once. */
  readonly take: (bytes: number, signal: AbortSignal) => Promise<() => void>;
  /** The same where there is room at once, without waiting for a turn of the loop; the way to give it back goes into `held`. */
  readonly takeNow: (bytes: number, held: (() => void)[]) => boolean;
}

interface Waiting {
  readonly bytes: number;
  readonly admit: () => void;
}

/** Whoever wants more than there is in all gets all of it. */
export function createRoom(totalBytes: number): Room {
  let free = totalBytes;
  const queue: Waiting[] = [];
  const admitNext = (): void => {
    for (let next = queue[0]; next !== undefined && next.bytes <= free; next = queue[0]) {
      queue.shift();
      free -= next.bytes;
      next.admit();
    }
  };
  const giver = (bytes: number): (() => void) => {
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      free += bytes;
      admitNext();
    };
  };
  return {
    takeNow: (bytes, held) => {
      if (queue.length > 0 || bytes > free) return false;
      free -= bytes;
      held.push(giver(bytes));
      return true;
    },
    take: async (wanted, signal) => {
      signal.throwIfAborted();
      const bytes = Math.min(wanted, totalBytes);
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          queue.splice(queue.indexOf(waiting), 1);
          // Whoever stands behind may fit now.
          admitNext();
          reject(signal.reason as Error);
        };
        const waiting: Waiting = {
          bytes,
          admit: () => {
            signal.removeEventListener('abort', leave);
            resolve(giver(bytes));
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.push(waiting);
        admitNext();
      });
    },
  };
}
