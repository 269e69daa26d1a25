import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Destination } from './allow-list.ts';

const connectTimeoutMs = 10_000;

/** Connects to the first address that answers; no name is looked up here. */
export async function dialAddresses(addresses: readonly string[], port: number): Promise<Socket> {
  let failure: unknown;
  // A host with many dead addresses must not hold a tunnel for minutes.
  for (const address of addresses.slice(0, 4)) {
    try {
      return await dialAddress(address, port);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function dialAddress(host: string, port: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ host, port, allowHalfOpen: true });
  socket.setTimeout(connectTimeoutMs, () => socket.destroy(new Error('no answer within 10 s')));
  socket.once('error', reject);
  socket.once('connect', () => {
    socket.setTimeout(0);
    socket.off('error', reject);
    resolve(socket);
  });
  return promise;
}

/** Through the proxy that the runner itself needs: it gets the name, and resolves it its own way. */
export async function dialThroughProxy(proxy: URL, { host, port }: Destination): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const authority = `${host}:${port}`;
  const secret = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: authority,
    headers: {
      host: authority,
      ...(secret === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(secret).toString('base64')}` }),
    },
    agent: false,
    timeout: connectTimeoutMs,
  });
  request.on('timeout', () => request.destroy(new Error('the runner’s proxy gave no answer within 10 s')));
  request.on('error', reject);
  request.on('response', (response) => {
    response.destroy();
    reject(new Error(`the runner's proxy answered ${response.statusCode}`));
  });
  request.on('connect', (response, socket, head) => {
    if (response.statusCode !== 200) {
      socket.destroy();
      reject(new Error(`the runner's proxy answered ${response.statusCode}`));
      return;
    }
    if (head.length > 0) socket.unshift(head);
    resolve(socket as Socket);
  });
  request.end();
  return promise;
}
