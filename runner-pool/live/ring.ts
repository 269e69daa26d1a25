import { randomBytes } from 'node:crypto';
import type { StreamMessage } from '../../contract/stream.ts';

/** Something that happened, as it is told. */
export interface Told {
  readonly event: Exclude<StreamMessage['event'], 'reset'>;
  readonly run: string;
  /** JSON text. */
  readonly data: string;
  readonly position: number;
  /** As an event of the stream: made once, and written to all who listen. */
  readonly frame: Buffer;
}

/**
 * What an organization's stream told lately: of each run the latest, so that who comes back is told what it missed, once, and nothing of it
 * twice. Positions are of this ring alone.
 */
export interface Ring {
  /** Of the present position. */
  readonly id: () => string;
  readonly add: (told: Pick<Told, 'event' | 'run' | 'data'>) => Told;
  /** What was told after a position, in its order; null: that is not known any more. */
  readonly after: (id: string) => readonly Told[] | null;
  /** The latest word on a run's journal. */
  readonly linesOf: (run: string) => Told | null;
  /** Something was missed: no position before now is known. */
  readonly forget: () => void;
}

const mostKept = 2_000;

export function createRing(most = mostKept): Ring {
  const name = randomBytes(9).toString('base64url').replaceAll('_', '-');
  // In the order of their positions: what is told again moves to the end.
  const latest = new Map<string, Told>();
  let position = 0;
  let floor = 0;
  const idOf = (at: number): string => `${name}.${at}`;
  return {
    id: () => idOf(position),
    add: ({ event, run, data }) => {
      position += 1;
      const frame = Buffer.from(frameOf({ id: idOf(position), event, data }));
      const told = { event, run, data, position, frame };
      const key = `${event} ${run}`;
      latest.delete(key);
      latest.set(key, told);
      const [oldest] = latest.entries();
      if (latest.size > most && oldest !== undefined) {
        latest.delete(oldest[0]);
        floor = oldest[1].position;
      }
      return told;
    },
    after: (id) => {
      const [, of, at] = /^(.+)\.(\d{1,15})$/.exec(id) ?? [];
      const known = Number(at);
      if (of !== name || known < floor || known > position) return null;
      return known === position ? [] : [...latest.values()].filter((told) => told.position > known);
    },
    linesOf: (run) => latest.get(`lines ${run}`) ?? null,
    forget: () => {
      latest.clear();
      position += 1;
      floor = position;
    },
  };
}

export function frameOf({
  id,
  event,
  data,
}: {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
}
