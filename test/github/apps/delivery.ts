import { createHmac } from 'node:crypto';

export interface WebhookEvent {
  /** `workflow_run`, `pull_request` … */
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** A delivery's GUID, to have one event come twice; a new one if left out. */
  readonly guid?: string;
}

/** What a webhook came to. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
  readonly durationSeconds: number;
  /** `OK`, or what went wrong. */
  readonly status: string;
  readonly statusCode: number;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly url: string;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly response: { readonly headers: Readonly<Record<string, string>>; readonly body: string } | null;
}

type Outcome = Pick<Delivery, 'status' | 'statusCode' | 'response'>;

/** X-Hub-Signature-256 and its older sister, over the very bytes that are sent. */
export function signatures(body: string, secret: string): Record<string, string> {
  const hmac = (algorithm: string): string => createHmac(algorithm, secret).update(body).digest('hex');
  return { 'X-Hub-Signature': `sha1=${hmac('sha1')}`, 'X-Hub-Signature-256': `sha256=${hmac('sha256')}` };
}

/** One POST, as GitHub makes it: no redirect is followed, and after the limit nobody listens. */
export async function post(request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answerLimitMs: number;
  readonly signal: AbortSignal;
}): Promise<Outcome> {
  const { url, headers, body } = request;
  const limit = AbortSignal.timeout(request.answerLimitMs);
  const signal = AbortSignal.any([limit, request.signal]);
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const response = { headers: Object.fromEntries(answer.headers), body: await answer.text() };
    const status = answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`;
    return { status, statusCode: answer.status, response };
  } catch {
    if (limit.aborted) return { status: 'timed out', statusCode: 504, response: null };
    return { status: 'failed to connect to host', statusCode: 502, response: null };
  }
}
