import type { Me } from '../../../contract/me.ts';
import type { HistoryPage, StreamMessage } from '../../../contract/stream.ts';
import { asLoadError } from '../history.ts';
import type { RunTable } from '../run-table.ts';
import { isForReader, LoadError } from '../source.ts';
import type { Access, Held } from './access.ts';
import type { Api } from './api.ts';
import { follow, type Way } from './follow.ts';
import { createGrowingTable, type GrowingTable } from './growing-table.ts';
import { backoffMs, pause } from './pause.ts';
import { share } from './share.ts';

interface Following {
  readonly api: Api;
  readonly access: Access;
  readonly still: AbortSignal;
  readonly isMe: (me: Me) => void;
  readonly show: (table: RunTable, isPart: boolean) => void;
  readonly way: (way: Way) => void;
}

/** Changes are shown together, at most so often; a large table takes longer to sort again. */
const showEveryMs = (rows: number): number => (rows > 20_000 ? 2_000 : 250);
/** 200,000 runs. */
const mostPages = 40;

/** Loads the history and follows it, until it must be loaded anew; or rejects with a LoadError. */
export async function followHistory({
  api,
  access,
  still,
  isMe,
  show,
  way,
}: Following): Promise<'reset' | LoadError> {
  const over = new AbortController();
  const all = AbortSignal.any([still, over.signal]);
  const growing = createGrowingTable();
  let isThere = false;
  let isPart = true;
  const showNow = (): void => {
    if (isThere && !all.aborted) show(growing.table(), isPart);
  };
  const later = laterOf(showNow, growing, all);
  const end = Promise.withResolvers<'reset' | LoadError>();
  const first = Promise.withResolvers<string>();
  const add = (page: HistoryPage, isLast: boolean): void => {
    growing.addPage(page.shard);
    isPart = !isLast;
    if (isLast) growing.close();
    showNow();
  };
  try {
    const me = await api.me(still);
    isMe(me);
    let id: string | null = null;
    const take = (message: StreamMessage, at: string): void => {
      id = at;
      if (message.event === 'reset') end.resolve('reset');
      if (message.event !== 'run') return;
      growing.change(message.data);
      later();
    };
    // Heard from the beginning on: what another tab tells while the history comes is newer than it, or told again.
    share({
      ...{ name: nameOf(me, access.peek()), still: all, take, way },
      lead: async (tell) => {
        const from = id ?? (await first.promise);
        const isSeen = (): boolean => document.visibilityState === 'visible';
        await follow({ api, from, ...tell, stopped: end.resolve, still: all, isSeen });
      },
    }).catch((error: unknown) => end.resolve(asLoadError(error)));
    const newest = await api.get<HistoryPage>('/v1/history', all).catch(asOrganization(access));
    first.resolve(newest.streamId);
    isThere = true;
    add(newest, newest.nextCursor === null);
    loadOlder(api, newest.nextCursor, all, add).catch((error: unknown) => end.resolve(asLoadError(error)));
    still.addEventListener('abort', () => end.resolve('reset'), { signal: over.signal });
    return await end.promise;
  } finally {
    over.abort();
    // Whoever waits for it holds the lock of all tabs.
    first.resolve('');
  }
}

/** Tabs of another person or organization are not told. */
const nameOf = ({ kind, userId, tokenId, organizations }: Me, { organization }: Held): string =>
  ['claude-orchestrator', kind, userId, tokenId, organization || organizations.map(({ id }) => id)].join(' ');

/** An organization that was chosen and is not the reader's any more. */
const asOrganization =
  (access: Access) =>
  (error: unknown): never => {
    if (error instanceof LoadError && error.fault === 'not found' && access.peek().organization !== '') {
      access.set({ organization: '' });
      throw new LoadError('no organization', error.message, { cause: error });
    }
    throw error;
  };

/** Page by page, each as often as it takes. */
async function loadOlder(
  api: Api,
  from: string | null,
  still: AbortSignal,
  add: (page: HistoryPage, isLast: boolean) => void,
): Promise<void> {
  let cursor = from;
  for (let pages = 1, failures = 0; cursor !== null && !still.aborted; ) {
    const page = await api
      .get<HistoryPage>(`/v1/history?cursor=${encodeURIComponent(cursor)}`, still)
      .catch((error: unknown) => asLoadError(error));
    if (still.aborted) return;
    if (page instanceof LoadError) {
      if (isForReader(page)) throw page;
      await pause(backoffMs(failures), still);
      failures += 1;
      continue;
    }
    failures = 0;
    pages += 1;
    cursor = pages < mostPages ? page.nextCursor : null;
    add(page, cursor === null);
  }
}

function laterOf(show: () => void, growing: GrowingTable, still: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  still.addEventListener('abort', () => timer !== null && clearTimeout(timer));
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      show();
    }, showEveryMs(growing.rows()));
  };
}
