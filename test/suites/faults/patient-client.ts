import { setTimeout as sleep } from 'node:timers/promises';
import type { History } from './history.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export type PatientClient = (
  path: string,
  init: {
    readonly token: string;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
) => Promise<Answer>;

/** Repeats a request, the same each time, until it is answered: what a client of the protocol does. */
export function createPatientClient(options: {
  readonly url: string;
  readonly history: History;
  readonly signal: AbortSignal;
}): PatientClient {
  return async (path, init) => {
    for (;;) {
      options.signal.throwIfAborted();
      const answer = await ask(options, path, init);
      if (answer !== null) return answer;
      await sleep(20 + Math.random() * 80);
    }
  };
}

/** Null where nothing was answered, or that it cannot be now. */
async function ask(
  { url, history }: { readonly url: string; readonly history: History },
  path: string,
  { token, body, headers }: Parameters<PatientClient>[1],
): Promise<Answer | null> {
  history.count.requests += 1;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url + path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      signal: AbortSignal.timeout(10_000),
    });
    text = await response.text();
  } catch {
    history.count.broken += 1;
    return null;
  }
  if ([429, 502, 503, 504].includes(response.status)) {
    history.count.refused += 1;
    return null;
  }
  if (response.status >= 500) history.wrong.push(`${path}: ${response.status} ${text.slice(0, 300)}`);
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}
