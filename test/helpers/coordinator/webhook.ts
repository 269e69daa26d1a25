import { createHmac, randomUUID } from 'node:crypto';

export interface SignedWebhook {
  readonly method: 'POST';
  readonly token: null;
  readonly body: string;
  readonly headers: Record<string, string>;
}

export const webhookSecret = 'a secret of the webhook';

/** A delivery as GitHub makes it, for `fetch`; `headers` adds to its own, or replaces them. */
export function webhook(
  event: string,
  payload: unknown,
  { id = randomUUID(), secret = webhookSecret, headers = {} as Record<string, string> } = {},
): SignedWebhook {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return {
    method: 'POST',
    token: null,
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': signatureOf(body, secret),
      ...headers,
    },
  };
}

export function signatureOf(body: string | Buffer, secret = webhookSecret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
