// The model API, or the gateway before it, in a thread of its own: what is measured is not slowed by who measures.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';
import { startGateway } from '../../action/gateway/gateway.ts';
import { priceTable } from '../../action/gateway/price-table.ts';

const { upstream } = workerData as { readonly upstream: string | null };

if (upstream === null) serveModel();
else await serveGateway(upstream);

async function serveGateway(address: string): Promise<void> {
  const gateway = await startGateway({
    upstream: address,
    credential: { kind: 'api-key', value: 'sk-ant-api03-bench' },
    grantMicroUsd: 1e12,
    prices: priceTable([], '2026-12-01'),
    proxyEnv: {},
    socketPath: null,
    signal: new AbortController().signal,
    onCall: () => undefined,
    log: { warn: () => undefined, debug: () => undefined },
    now: Date.now,
  });
  parentPort?.postMessage({ url: gateway.url, key: gateway.childCredential.value });
}

/** Answers at once: with as many events of about 130 bytes as `max_tokens` says, which is how the API streams words. */
function serveModel(): void {
  const event = (data: { readonly type: string }): string =>
    `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
  const usage = { input_tokens: 100, output_tokens: 1 };
  const start = event({ type: 'message_start', message: { model: 'claude-opus-5-5', usage } } as {
    type: string;
  });
  const delta = { type: 'text_delta', text: ' word' };
  const words = event({ type: 'content_block_delta', index: 0, delta } as { type: string }).repeat(500);
  const end =
    event({ type: 'message_delta', usage: { output_tokens: 500 } } as { type: string }) +
    event({ type: 'message_stop' });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { max_tokens: tokens } = JSON.parse((await buffer(request)).toString()) as {
      readonly max_tokens: number;
    };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(start);
    for (let sent = 0; sent < tokens; sent += 500)
      if (!response.write(words)) await new Promise((go) => response.once('drain', go));
    response.end(end);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1', () => {
    parentPort?.postMessage({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: '' });
  });
}
