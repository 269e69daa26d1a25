import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { IndexShard, Manifest } from '../../../contract/history.ts';
import type { HistoryPage, HistoryRow, StreamMessage } from '../../../contract/stream.ts';
import { asLoadError, type History, type Loaded } from '../history.ts';
import { joinShards, type RunTable } from '../run-table.ts';
import type { LoadError } from '../source.ts';
import type { Access } from './access.ts';
import type { Api } from './api.ts';
import { follow, type Way } from './follow.ts';
import { share } from './share.ts';
import { upsertRows } from './upsert-rows.ts';

export interface LiveHistory extends History {
  readonly way: ReadonlySignal<Way>;
}

/** Changes are shown together, at most so often; a large table takes longer to sort again. */
const showEveryMs = (rows: number): number => (rows > 20_000 ? 1_000 : 250);

/** All runs of a coordinator: the newest page at once, older ones after it, and what happens from then on. */
export function createLiveHistory(api: Api, access: Access): LiveHistory {
  const index = signal<Loaded<{ readonly manifest: Manifest; readonly table: RunTable }>>({
    kind: 'loading',
  });
  const way = signal<Way>('away');
  let asked = new AbortController();
  const load = (): void => {
    asked.abort();
    asked = new AbortController();
    const { signal: still } = asked;
    if (index.peek().kind === 'failed') index.value = { kind: 'loading' };
    const fail = (error: LoadError): void => {
      if (!still.aborted) index.value = { kind: 'failed', error };
    };
    begin({ api, access, still, index, way, load, fail }).catch((error: unknown) => fail(asLoadError(error)));
  };
  // Another person or organization sees another history.
  let before = access.peek();
  effect(() => {
    if (access.value === before) return;
    before = access.value;
    index.value = { kind: 'loading' };
    load();
  });
  return { index, way, load };
}

interface Begun {
  readonly api: Api;
  readonly access: Access;
  readonly still: AbortSignal;
  readonly index: { value: Loaded<{ readonly manifest: Manifest; readonly table: RunTable }> };
  readonly way: { value: Way };
  readonly load: () => void;
  readonly fail: (error: LoadError) => void;
}

async function begin({ api, access, still, index, way, load, fail }: Begun): Promise<void> {
  const asked = api.get<HistoryPage>('/v1/history', still);
  const shards: IndexShard[] = [];
  const changes = new Map<string, HistoryRow>();
  let base = joinShards(shards);
  let isThere = false;
  const show = (): void => {
    if (!isThere) return;
    const table = upsertRows(base, changes.values());
    if (!still.aborted) index.value = { kind: 'there', value: { manifest: manifestOf(table), table } };
  };
  const take = takerOf({ changes, load, later: laterOf(show, () => base.rows, still) });
  let id = '';
  const { token, organization } = access.peek();
  const name = `claude-orchestrator ${organization} ${await fingerprint(token)}`;
  const told = {
    take: (message: StreamMessage, at: string) => {
      id = at;
      take(message);
    },
    way: (now: Way) => {
      way.value = now;
    },
  };
  const isSeen = (): boolean => document.visibilityState === 'visible';
  // Heard from the beginning on: what another tab tells while the history comes is newer than it, or told again.
  share({
    ...{ name, still, ...told },
    lead: async (tell) => {
      const from = id || (await asked).streamId;
      await follow({ api, from, ...tell, stopped: fail, still, isSeen });
    },
  }).catch((error: unknown) => fail(asLoadError(error)));
  const first = await asked;
  if (first.shard !== null) shards.push(first.shard);
  base = joinShards(shards);
  isThere = true;
  show();
  for (let cursor = first.nextCursor; cursor !== null && shards.length < mostPages; ) {
    const page = await api.get<HistoryPage>(`/v1/history?cursor=${encodeURIComponent(cursor)}`, still);
    if (page.shard !== null) shards.unshift(page.shard);
    cursor = page.nextCursor;
    base = joinShards(shards);
    show();
  }
}

/** 200,000 runs. */
const mostPages = 40;

/** So that tabs of two tokens do not tell each other; the token itself is no name to be shown. */
async function fingerprint(token: string): Promise<string> {
  if (token === '' || crypto.subtle === undefined) return token === '' ? '' : String(token.length);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Array.from(new Uint8Array(hash).subarray(0, 8), (byte) => byte.toString(16)).join('');
}

function takerOf({
  changes,
  load,
  later,
}: {
  readonly changes: Map<string, HistoryRow>;
  readonly load: () => void;
  readonly later: () => void;
}): (message: StreamMessage) => void {
  return (message) => {
    if (message.event === 'reset') load();
    if (message.event !== 'run') return;
    changes.set(message.data.id, message.data);
    later();
  };
}

function laterOf(show: () => void, rows: () => number, still: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  still.addEventListener('abort', () => timer !== null && clearTimeout(timer));
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      show();
    }, showEveryMs(rows()));
  };
}

function manifestOf(table: RunTable): Manifest {
  const newest = table.numbers.startedAtMs.reduce((most, at) => Math.max(most, at), 0);
  return {
    version: 1,
    updatedAt: table.rows === 0 ? null : new Date(newest).toISOString(),
    repositories: [...table.texts.repository.values],
    shards: [],
    missing: [],
  };
}
