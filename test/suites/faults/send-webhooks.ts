import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { History } from './history.ts';

/** Sends webhooks as GitHub does, each again and under the same id until it is answered, until the signal. */
export async function sendWebhooks({
  url,
  secret,
  history,
  signal,
}: {
  readonly url: string;
  readonly secret: string;
  readonly history: History;
  readonly signal: AbortSignal;
}): Promise<void> {
  while (!signal.aborted) {
    const id = randomUUID();
    const body = JSON.stringify({
      zen: id,
      repository: { id: 4711, owner: { id: 1 } },
      pad: 'y'.repeat(2_000),
    });
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'ping',
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    };
    for (let answered = false; !answered && !signal.aborted; ) {
      answered = await send(`${url}/webhooks/github`, { body, headers }, history);
      if (answered) history.webhooks.add(id);
      else await sleep(20 + Math.random() * 80);
    }
    await sleep(5);
  }
}

async function send(
  url: string,
  init: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  history: History,
): Promise<boolean> {
  history.count.requests += 1;
  try {
    const response = await fetch(url, { method: 'POST', ...init, signal: AbortSignal.timeout(10_000) });
    const text = await response.text();
    if (response.ok) return true;
    if (response.status < 500 || response.status === 500)
      history.wrong.push(`webhook: ${response.status} ${text.slice(0, 200)}`);
    history.count.refused += 1;
  } catch {
    history.count.broken += 1;
  }
  return false;
}
