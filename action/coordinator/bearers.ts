import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Wire } from './wire.ts';

export interface BearerSources {
  /** Of the coordinator, without a slash at its end: what GitHub's token is made out to. */
  readonly url: string;
  /** Where the job asks GitHub for a token that says what it is; empty without `id-token: write`. */
  readonly idToken: { readonly url: string; readonly token: string };
  /** The input `coordinator-token`; empty when not given. */
  readonly token: string;
  readonly wire: Wire;
  readonly hide: (secret: string) => void;
}

export type Bearers =
  | { readonly kind: 'bearers'; readonly tokens: readonly string[] }
  | { readonly kind: 'away'; readonly why: string; readonly retryAfterMs: number | null };

const IdToken = Type.Object({ value: Type.String({ pattern: '^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){2}$' }) });
type IdToken = Static<typeof IdToken>;

const timeoutMs = 5000;

/**
 * What shows the coordinator who asks, best first: a token of GitHub's, which needs no secret in the repository, then the one that was given.
 * A fresh one at each call, for each of GitHub's is good for one use.
 */
export async function bearersFor(sources: BearerSources, signal: AbortSignal): Promise<Bearers> {
  const given = sources.token === '' ? [] : [sources.token];
  if (sources.idToken.url === '') return { kind: 'bearers', tokens: given };
  const answer = await askGitHub(sources, signal);
  if ('value' in answer) {
    sources.hide(answer.value);
    return { kind: 'bearers', tokens: [answer.value, ...given] };
  }
  return given.length > 0 ? { kind: 'bearers', tokens: given } : answer;
}

async function askGitHub(
  { url, idToken, wire }: BearerSources,
  signal: AbortSignal,
): Promise<IdToken | (Bearers & { readonly kind: 'away' })> {
  const asked = URL.parse(idToken.url);
  if (asked === null) return away('has no valid address');
  asked.searchParams.set('audience', url);
  const answer = await wire({
    method: 'GET',
    url: asked.href,
    headers: { authorization: `Bearer ${idToken.token}` },
    timeoutMs,
    signal,
  });
  if (answer.kind === 'answer' && Value.Check(IdToken, answer.body)) return answer.body;
  return answer.kind === 'away' ? away(answer.why, answer.retryAfterMs) : away('gave none');
}

const away = (why: string, retryAfterMs: number | null = null): Bearers & { readonly kind: 'away' } => ({
  kind: 'away',
  why: `could not be asked: GitHub's issuer of the job's token ${why}`,
  retryAfterMs,
});
