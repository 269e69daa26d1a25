import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Answer, Away, Wire } from './wire.ts';

export type Reply<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | (Answer & { readonly kind: 'refused' })
  | Away;

export interface RunCall<Schema extends TSchema> {
  /** Below the run: `events`. */
  readonly path: string;
  readonly body: string | Buffer<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a right answer is. */
  readonly answer: Schema;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Asks something in the name of the run. */
export type Caller = <Schema extends TSchema>(call: RunCall<Schema>) => Promise<Reply<Static<Schema>>>;

interface Deps {
  readonly url: string;
  readonly runId: string;
  readonly wire: Wire;
  readonly token: () => string;
  /** Gets a new token where the last was refused; false where that is not to be had now. */
  readonly renew: (refused: string, signal: AbortSignal) => Promise<boolean>;
}

/** A token that ran out while the coordinator was away, and a run that a restored database does not know, are mended by being admitted again. */
export function createCaller({ url, runId, wire, token, renew }: Deps): Caller {
  return async ({ path, body, headers, answer: schema, timeoutMs, signal }) => {
    const ask = async (): Promise<Answer> =>
      wire({
        method: 'POST',
        url: `${url}/v1/runs/${encodeURIComponent(runId)}/${path}`,
        headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json', ...headers },
        body,
        timeoutMs,
        signal,
      });
    const used = token();
    let answer = await ask();
    if (answer.kind === 'refused' && (answer.status === 401 || answer.status === 404)) {
      if (await renew(used, signal)) answer = await ask();
      if (answer.kind === 'refused' && (answer.status === 401 || answer.status === 404))
        return away('does not know this run any more');
    }
    if (answer.kind !== 'answer') return answer;
    if (Value.Check(schema, answer.body)) return { kind: 'answer', value: answer.body };
    return away('answered with something else than was asked for');
  };
}

const away = (why: string): Away => ({ kind: 'away', why, status: null, retryAfterMs: null });
