import { createParser } from 'eventsource-parser';
import type { Changes, StreamMessage } from '../../../contract/stream.ts';
import { asLoadError } from '../history.ts';
import { isForReader, LoadError } from '../source.ts';
import type { Api } from './api.ts';
import { backoffMs, pause } from './pause.ts';

/** How the page follows what happens. */
export type Way = 'live' | 'asking' | 'away';

interface Following {
  readonly api: Pick<Api, 'fetch' | 'get'>;
  /** Where to begin: the `streamId` of the history. */
  readonly from: string;
  readonly take: (message: StreamMessage, id: string) => void;
  readonly way: (way: Way) => void;
  /** It cannot go on without the reader: signed out, or not allowed. */
  readonly stopped: (error: LoadError) => void;
  readonly still: AbortSignal;
  /** Whether anybody looks at the page: where not, it asks seldom. */
  readonly isSeen: () => boolean;
}

/** The server writes at least every 15 s; a connection that is silent for longer is dead. */
const mostSilenceMs = 40_000;
/** It writes as soon as it is asked: what nothing comes of, something between keeps back. */
const firstWithinMs = 10_000;
/** Connections that end sooner than this, or on which nothing came, did not work. */
const shortestMs = 5_000;
/** After so many of those it is asked instead, and the stream is tried again after a while. */
const mostFailures = 3;
const leastPauseMs = 2_000;
const mostPauseMs = 30_000;
const streamAgainMs = 120_000;

/** Follows the stream and, where something between does not let it through, asks for changes: less and less often while there are none. */
export async function follow(following: Following): Promise<void> {
  const { still } = following;
  let id = following.from;
  const take = (message: StreamMessage, at: string): void => {
    id = at || id;
    following.take(message, id);
  };
  let failures = 0;
  while (!still.aborted) {
    const begunAt = performance.now();
    let isHeard = false;
    const hear = (): void => {
      if (!isHeard) following.way('live');
      isHeard = true;
    };
    const fault = await streamed({ ...following, take }, id, hear).catch((error: unknown) =>
      asLoadError(error),
    );
    if (still.aborted) return;
    if (fault !== null && isForReader(fault)) return following.stopped(fault);
    failures = isHeard && performance.now() - begunAt >= shortestMs ? 0 : failures + 1;
    if (failures < mostFailures) {
      following.way('away');
      await pause(backoffMs(failures), still);
      continue;
    }
    const asked = await askFor(streamAgainMs, { ...following, take }, () => id);
    if (asked !== null) return following.stopped(asked);
    failures = mostFailures - 1;
  }
}

/** Until the connection ends. */
async function streamed({ api, take, still }: Following, from: string, hear: () => void): Promise<null> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), firstWithinMs);
  const parser = createParser({
    onEvent: ({ event = '', data, id = '' }) => take(messageOf(event, data), id),
  });
  try {
    const answer = await api.fetch(`/v1/stream?lastEventId=${encodeURIComponent(from)}`, {
      headers: { accept: 'text/event-stream' },
      signal: AbortSignal.any([still, silence.signal]),
      cache: 'no-store',
    });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) return null;
      hear();
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), mostSilenceMs);
      parser.feed(piece.value);
    }
  } finally {
    clearTimeout(timer);
  }
}

const messageOf = (event: string, data: string): StreamMessage =>
  ({ event, data: JSON.parse(data) as unknown }) as StreamMessage;

/** For so long; null: nothing speaks against trying the stream again. */
async function askFor(ms: number, following: Following, from: () => string): Promise<LoadError | null> {
  const { api, take, way, still, isSeen } = following;
  const until = performance.now() + ms;
  let wait = leastPauseMs;
  while (!still.aborted && performance.now() < until) {
    const after = encodeURIComponent(from());
    const answer = await api
      .get<Changes>(`/v1/changes?after=${after}`, still)
      .catch((error: unknown) => asLoadError(error));
    if (still.aborted) return null;
    if (answer instanceof LoadError) {
      if (isForReader(answer)) return answer;
      way('away');
    } else {
      way('asking');
      for (const message of answer.messages) take(message, answer.id);
    }
    const isQuiet = answer instanceof LoadError || answer.messages.length === 0;
    wait = isQuiet ? Math.min(wait * 1.6, mostPauseMs) : leastPauseMs;
    await pause((isSeen() ? wait : mostPauseMs) * (0.8 + 0.4 * Math.random()), still);
  }
  return null;
}
