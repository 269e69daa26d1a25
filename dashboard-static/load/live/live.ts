import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Me } from '../../../contract/me.ts';
import type { Scope } from '../../../contract/scope.ts';
import type { History, Loaded } from '../history.ts';
import type { RunSource } from '../source.ts';
import { staticSource } from '../static-source.ts';
import { type Access, createAccess } from './access.ts';
import { type Api, createApi } from './api.ts';
import type { Way } from './follow.ts';
import { createLiveHistory } from './live-history.ts';

/** What a coordinator can do that published files cannot. */
export interface Live {
  readonly api: Api;
  readonly access: Access;
  readonly way: ReadonlySignal<Way>;
  readonly me: ReadonlySignal<Loaded<Me>>;
  /** What whoever is signed in may do in the organization that is shown. */
  readonly scopes: ReadonlySignal<ReadonlySet<Scope>>;
  /** Rejects with a LoadError where the coordinator does not know the token. */
  readonly signIn: (token: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

interface Connected {
  readonly live: Live;
  readonly source: RunSource;
  readonly history: History;
}

/** The coordinator at `origin`, as whoever this tab is signed in as. */
export function connect(origin: string, storage: Pick<Storage, 'getItem' | 'setItem'>): Connected {
  const access = createAccess(storage);
  const api = createApi(origin, access);
  const history = createLiveHistory(api, access);
  const { me } = history;
  const scopes = computed(() => new Set(scopesOf(me.value, access.value.organization)));
  const signIn = async (token: string): Promise<void> => {
    const held = { token, organization: '' };
    await createApi(origin, signal(held)).me();
    access.set(held);
  };
  const signOut = async (): Promise<void> => {
    if (access.peek().token === '') await api.send('POST', '/logout');
    access.set({ token: '', organization: '' });
  };
  const source = staticSource(new URL('/v1/history/', origin).href, api.asking);
  return { live: { api, access, way: history.way, me, scopes, signIn, signOut }, source, history };
}

function scopesOf(me: Loaded<Me>, organization: string): readonly Scope[] {
  if (me.kind !== 'there') return [];
  const { organizations } = me.value;
  const chosen = organizations.find(({ id }) => String(id) === organization);
  return (chosen ?? (organizations.length === 1 ? organizations[0] : undefined))?.scopes ?? [];
}
