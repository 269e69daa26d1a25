import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Feed, resetFrame } from './feed.ts';
import { createStandings, type Standing, type StandingDeps } from './standings.ts';

/** Open streams: raw sockets to which the same bytes are written. */
export interface Streams {
  readonly open: (wanted: StreamWanted) => Promise<StreamOpened>;
  /** Rights may have changed: whoever has none left loses the stream now. */
  readonly recheck: (of?: string) => void;
  readonly end: () => void;
}

export interface StreamWanted {
  readonly feed: Feed;
  readonly orgId: number;
  /** Who listens, as one text. */
  readonly holder: string;
  readonly standing: Standing;
  /** Where to go on; null: from now on. */
  readonly lastId: string | null;
  readonly run: string | null;
  /** Taken over once nothing speaks against it. */
  readonly take: () => ServerResponse;
}

export type StreamOpened =
  | { readonly kind: 'open' }
  | { readonly kind: 'ending' }
  | { readonly kind: 'too many'; readonly whose: 'holder' | 'organization'; readonly most: number };

const mostOf = { organization: 5_000, holder: 100 } as const;
/** Whoever reads more slowly than this much piles up comes back later, and is told what it missed. */
const mostUnreadBytes = 262_144;
const heartbeatMs = 15_000;
const heartbeat = Buffer.from(':\n\n');
/** A client that does not close its side. */
const farewellMs = 1_000;

interface Client {
  readonly socket: Socket;
  readonly leave: () => void;
  /** Nothing of it was read since the last heartbeat. */
  isStuck: boolean;
}

export function createStreams(deps: StandingDeps & { readonly signal: AbortSignal }): Streams {
  const clients = new Set<Client>();
  const counts = new Map<string, number>();
  const count = (key: string, more: number): void => {
    const now = (counts.get(key) ?? 0) + more;
    if (now === 0) counts.delete(key);
    else counts.set(key, now);
  };
  const standings = createStandings(deps);

  const open = async (wanted: StreamWanted): Promise<StreamOpened> => {
    const { feed, orgId, holder, run, lastId } = wanted;
    await feed.ready();
    // From here on in one go, so that nothing comes between.
    if (deps.signal.aborted) return { kind: 'ending' };
    const keys = { organization: `organization ${orgId}`, holder: `${orgId} ${holder}` };
    for (const whose of ['holder', 'organization'] as const)
      if ((counts.get(keys[whose]) ?? 0) >= mostOf[whose])
        return { kind: 'too many', whose, most: mostOf[whose] };
    const answer = wanted.take();
    const { socket } = answer;
    if (socket === null || socket.destroyed) return { kind: 'open' };
    begin(answer);
    socket.write(opening(feed, { lastId, run }));
    const unlisten = feed.listen({ run, send: (frames) => send(client, frames) });
    const unstand = standings.add(wanted.standing, () => farewell(client));
    const client: Client = {
      socket,
      isStuck: false,
      leave: () => {
        if (!clients.delete(client)) return;
        unlisten();
        unstand();
        for (const key of Object.values(keys)) count(key, -1);
      },
    };
    clients.add(client);
    for (const key of Object.values(keys)) count(key, 1);
    socket.once('close', client.leave);
    socket.once('error', client.leave);
    return { kind: 'open' };
  };

  const beat = setInterval(() => {
    for (const client of clients) {
      const isUnread = client.socket.writableLength > 0;
      if (isUnread && client.isStuck) drop(client);
      else send(client, heartbeat);
      client.isStuck = isUnread;
    }
  }, heartbeatMs);
  beat.unref();

  const end = (): void => {
    clearInterval(beat);
    standings.end();
    for (const client of [...clients]) farewell(client);
  };
  deps.signal.addEventListener('abort', end, { once: true });
  return { open, recheck: standings.recheck, end };
}

function send(client: Client, frames: Buffer): void {
  if (client.socket.writableLength > mostUnreadBytes) drop(client);
  else client.socket.write(frames);
}

function drop({ socket, leave }: Client): void {
  leave();
  socket.destroy();
}

function farewell({ socket, leave }: Client): void {
  leave();
  socket.end(`retry: ${retryMs()}\n\n`);
  const timer = setTimeout(() => socket.destroy(), farewellMs);
  socket.once('close', () => clearTimeout(timer));
}

/** Until the end of the connection: without the frames of chunks all clients get the same bytes. */
function begin(answer: ServerResponse): void {
  answer.useChunkedEncodingByDefault = false;
  answer.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Of nginx: pass it on as it comes.
    'x-accel-buffering': 'no',
    connection: 'close',
  });
  answer.flushHeaders();
}

/** The id goes first, so that who loses the connection before anything happens knows where it was. */
function opening({ ring }: Feed, { lastId, run }: Pick<StreamWanted, 'lastId' | 'run'>): Buffer {
  const missed = lastId === null ? [] : ring.after(lastId);
  const told = missed?.filter(({ event, run: about }) => event === 'run' || about === run);
  const lines = run === null ? null : ring.linesOf(run);
  // Its last word may be older than what was told of others.
  const isTold = lines === null || told?.includes(lines) === true;
  const frames = [
    Buffer.from(`retry: ${retryMs()}\n\n`),
    ...(isTold ? [] : [Buffer.from(lines.frame.subarray(lines.frame.indexOf('\n') + 1))]),
    ...(told?.map(({ frame }) => frame) ?? [Buffer.from(resetFrame(ring))]),
    Buffer.from(`id: ${ring.id()}\n\n`),
  ];
  return Buffer.concat(frames);
}

/** Not all at once. */
function retryMs(): number {
  return 1_000 + Math.floor(Math.random() * 4_000);
}
