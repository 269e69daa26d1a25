import { lookup } from 'node:dns/promises';
import { chmod } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { readAllowList } from './allow-list.ts';
import { decideEgress, type EgressDecision, type WayOut } from './decide.ts';
import { isPublicAddress } from './public-address.ts';
import type { Lookup } from './resolve.ts';

export interface EgressProxyOptions {
  /** Where it listens: a Unix socket, at most 107 characters. */
  readonly socketPath: string;
  /** At least one; without any, start none. */
  readonly allowedDomains: readonly string[];
  /** The runner's own HTTPS_PROXY; empty: none. Then names are resolved, and addresses judged, by that proxy alone. */
  readonly runnerProxy: string;
  readonly onDecision: (decision: EgressDecision) => void;
  readonly deps?: Partial<Pick<WayOut, 'lookup' | 'isAddressAllowed'>>;
  readonly limits?: Partial<typeof defaultLimits>;
}

export interface EgressProxy {
  /** Breaks off what is open. */
  readonly close: () => Promise<void>;
}

const defaultLimits = { connections: 128, headerBytes: 8 * 1024, headerMs: 10_000, idleMs: 5 * 60_000 };

/** The sandbox's only way to other hosts than the model's: CONNECT, to allowed names, at public addresses. */
export async function startEgressProxy(options: EgressProxyOptions): Promise<EgressProxy> {
  const limits = { ...defaultLimits, ...options.limits };
  const way: WayOut = {
    rules: readAllowList(options.allowedDomains),
    proxy: options.runnerProxy === '' ? null : proxyUrl(options.runnerProxy),
    lookup: resolveAll,
    isAddressAllowed: isPublicAddress,
    ...options.deps,
  };
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer(
    { maxHeaderSize: limits.headerBytes, headersTimeout: limits.headerMs, connectionsCheckingInterval: 1000 },
    refuseMethod,
  );
  server.maxConnections = limits.connections;
  server.on('connection', track);
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy());
    serve({ authority: request.url ?? '', client, head, way, options, track, idleMs: limits.idleMs }).catch(
      (error: Error) => answer(client, '502 Bad Gateway', `The host could not be reached: ${error.message}`),
    );
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(options.socketPath, resolve);
  await promise;
  await chmod(options.socketPath, 0o600);
  return {
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

interface Tunnel {
  readonly authority: string;
  readonly client: Duplex;
  readonly head: Buffer;
  readonly way: WayOut;
  readonly options: EgressProxyOptions;
  readonly track: (socket: Duplex) => void;
  readonly idleMs: number;
}

async function serve({ authority, client, head, way, options, track, idleMs }: Tunnel): Promise<void> {
  const outcome = await decideEgress(authority, way);
  options.onDecision(outcome.decision);
  if (outcome.kind === 'refused') {
    answer(client, '403 Forbidden', `${authority.slice(0, 100)} is refused: ${outcome.decision.why}.`);
    return;
  }
  const upstream = await outcome.dial();
  track(upstream);
  upstream.on('error', () => client.destroy());
  upstream.on('close', () => client.destroy());
  client.on('close', () => upstream.destroy());
  if (client.destroyed) upstream.destroy();
  for (const socket of [client as Socket, upstream])
    socket.setTimeout(idleMs, () => {
      client.destroy();
      upstream.destroy();
    });
  client.write('HTTP/1.1 200 Connection established\r\n\r\n');
  if (head.length > 0) upstream.write(head);
  client.pipe(upstream);
  upstream.pipe(client);
}

function refuseMethod(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(405, { allow: 'CONNECT', connection: 'close', 'content-type': 'text/plain' });
  response.end('Only CONNECT is served: use https.\n');
}

function answer(client: Duplex, status: string, text: string): void {
  if (client.writable)
    client.end(`HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${text}\n`);
}

/** As curl and others take it: `proxy.corp:3128` is one too. */
function proxyUrl(text: string): URL {
  return new URL(text.includes('://') ? text : `http://${text}`);
}

const resolveAll: Lookup = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);
