import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';

export interface Listener {
  readonly port: number;
  /** All that was sent to it. */
  readonly heard: () => string;
  readonly close: () => Promise<void>;
}

/** A service beside the job, on loopback or a Unix socket: it tells its secret to whoever asks, and remembers what it was told. */
export async function listenTcp(
  where: { readonly host: string } | { readonly path: string },
  secret = '',
): Promise<Listener> {
  let heard = '';
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (secret !== '') socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${secret}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if ('path' in where) server.listen(where.path, resolve);
    else server.listen(0, where.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    heard: () => heard,
    close: async () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A resolver that answers nothing: a name that is asked for has left. */
export async function listenUdp(host: string): Promise<Listener> {
  let heard = '';
  const socket = createSocket('udp4', (message) => {
    heard += message.toString('latin1');
  });
  await new Promise<void>((resolve) => socket.bind(0, host, resolve));
  return {
    port: socket.address().port,
    heard: () => heard,
    close: async () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
