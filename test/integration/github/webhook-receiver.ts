import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

interface Receiver {
  readonly url: string;
  readonly received: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** The status it answers with; null: it never answers. */
  answer: number | null;
  close(): Promise<void>;
}

const open: Receiver[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(async (receiver) => receiver.close()));
});

/** Somebody's webhook, which keeps what it was sent. */
export async function startReceiver(answer: number | null = 202): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receiver.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (receiver.answer === null) return;
      response.writeHead(receiver.answer, { location: '/elsewhere' }).end('thanks');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/github`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const receiver: Receiver = { url, received: [], answer, close };
  open.push(receiver);
  return receiver;
}
