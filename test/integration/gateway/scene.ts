import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type Gateway, type GatewayOptions, startGateway } from '../../../action/gateway/gateway.ts';
import { priceTable } from '../../../action/gateway/price-table.ts';
import type { LedgerEntry } from '../../../contract/ledger.ts';

export const realKey = 'sk-ant-api03-the-real-key-0123456789-abcdefghijklmnopqrstuvwxyz-AA';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

export type Answer = (response: ServerResponse, request: SeenRequest, index: number) => unknown;

export interface Scene {
  readonly gateway: Gateway;
  readonly port: number;
  readonly seen: readonly SeenRequest[];
  readonly calls: readonly LedgerEntry[];
  readonly warnings: readonly string[];
  /** As the child would: with its credential, and a small valid body unless another is given. */
  readonly post: (body?: unknown, over?: RequestInit & { readonly path?: string }) => Promise<Response>;
}

/** A gateway before a scripted upstream. */
export async function startScene(answer: Answer, over: Partial<GatewayOptions> = {}): Promise<Scene> {
  const seen: SeenRequest[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = (await buffer(request)).toString();
    const { method = '', url = '', headers } = request;
    const index = seen.push({ method, url, headers, body: JSON.parse(text || '{}') }) - 1;
    await answer(response, seen[index] as SeenRequest, index);
  };
  const upstream = createServer((request, response) => {
    // A request that the gateway broke off has no answer.
    serve(request, response).catch(() => response.destroy());
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const [calls, warnings]: [LedgerEntry[], string[]] = [[], []];
  const gateway = await startGateway({
    upstream: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
    credential: { kind: 'api-key', value: realKey },
    grantMicroUsd: 5_000_000,
    prices: priceTable([], '2026-12-01'),
    proxyEnv: {},
    socketPath: null,
    signal: new AbortController().signal,
    onCall: (entry) => calls.push(entry),
    log: { warn: (line) => warnings.push(line), debug: () => undefined },
    now: Date.now,
    ...over,
  });
  onTestFinished(async () => {
    await gateway.close();
    upstream.closeAllConnections();
    upstream.close();
  });
  return {
    gateway,
    port: Number(new URL(gateway.url).port),
    seen,
    calls,
    warnings,
    post: async (body = smallCall, { path = '/v1/messages', headers, ...init } = {}) =>
      fetch(`${gateway.url}${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          'x-api-key': gateway.childCredential.value,
          ...(headers as Record<string, string> | undefined),
        },
        ...init,
      }),
  };
}

export const smallCall = {
  model: 'claude-opus-5-5',
  max_tokens: 4096,
  stream: true,
  messages: [{ role: 'user', content: 'hello' }],
};

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

export const startOf = (usage: object, model = 'claude-opus-5-5'): string =>
  event('message_start', {
    message: { id: 'msg_1', type: 'message', role: 'assistant', model, content: [], usage },
  });
export const textOf = (text: string): string =>
  event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
export const endOf = (usage: object): string =>
  event('message_delta', { delta: { stop_reason: 'end_turn' }, usage }) + event('message_stop', {});

/** A whole streamed answer that used so much. */
export function streamed(input: object, outputTokens: number): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1' });
    response.end(
      startOf({ output_tokens: 1, ...input }) + textOf('Hello') + endOf({ output_tokens: outputTokens }),
    );
  };
}

export function failed(status: number, headers: Record<string, string> = {}, message = 'no'): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ type: 'error', error: { type: 'x_error', message } }));
  };
}
