import type { StreamMessage } from '../../../contract/stream.ts';
import type { Way } from './follow.ts';

/** What the one tab that follows tells the others. */
type Told =
  | { readonly kind: 'message'; readonly message: StreamMessage; readonly id: string }
  | { readonly kind: 'way'; readonly way: Way }
  /** A tab that came later asks how it stands. */
  | { readonly kind: 'ask' };

interface Sharing {
  /** Of one organization and one person: tabs of others are not told. */
  readonly name: string;
  readonly still: AbortSignal;
  readonly take: (message: StreamMessage, id: string) => void;
  readonly way: (way: Way) => void;
  /** Follows, until it ends; from where this tab stands. */
  readonly lead: (tell: Pick<Sharing, 'take' | 'way'>) => Promise<void>;
}

/**
 * One connection for all tabs of a browser: whoever holds the lock follows and tells the others; when that tab is closed, the next goes
 * on. Where the browser has no locks (no HTTPS), each tab follows by itself.
 */
export async function share({ name, still, take, way, lead }: Sharing): Promise<void> {
  if (navigator.locks === undefined) return lead({ take, way });
  const channel = new BroadcastChannel(name);
  const hear = ({ data }: MessageEvent<Told>): void => {
    if (data.kind === 'message') take(data.message, data.id);
    else if (data.kind === 'way') way(data.way);
  };
  channel.addEventListener('message', hear);
  channel.postMessage({ kind: 'ask' } satisfies Told);
  still.addEventListener('abort', () => channel.close());
  const tell = (told: Told): void => {
    if (!still.aborted) channel.postMessage(told);
  };
  await navigator.locks
    .request(name, { signal: still }, async () => {
      channel.removeEventListener('message', hear);
      let current: Way = 'away';
      channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
        if (data.kind === 'ask') tell({ kind: 'way', way: current });
      });
      await lead({
        take: (message, id) => {
          // First the others: it may be what ends this following.
          tell({ kind: 'message', message, id });
          take(message, id);
        },
        way: (now) => {
          current = now;
          way(now);
          tell({ kind: 'way', way: now });
        },
      });
    })
    .catch((error: unknown) => {
      if (!still.aborted) throw error;
    });
}
