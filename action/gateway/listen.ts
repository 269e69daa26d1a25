import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A socket's path has room for so many bytes (sun_path, less its end). */
const maxSocketPathBytes = 107;

export async function listenOnLoopback(
  handler: Handler,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createGuardedServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The gateway listens on no port.');
  return { server, port: address.port };
}

export async function listenOnSocket(path: string, handler: Handler): Promise<Server> {
  if (Buffer.byteLength(path) > maxSocketPathBytes)
    throw new Error(
      `The gateway's socket ${path} has a path of more than ${maxSocketPathBytes} bytes, which no socket can have. Use a shorter folder for temporary files.`,
    );
  const server = createGuardedServer(handler);
  server.listen(path);
  await once(server, 'listening');
  await chmod(path, 0o600);
  return server;
}

/** A strict parser, limits for what a header and the sending of a request may take, and no protocol but HTTP/1.1. */
function createGuardedServer(handler: Handler): Server {
  const server = createServer(
    {
      insecureHTTPParser: false,
      requireHostHeader: true,
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 60_000,
      // Longer than a turn's tools usually take: the next call then needs no new connection.
      keepAliveTimeout: 60_000,
    },
    handler,
  );
  server.maxConnections = 256;
  server.on('connect', refuseTunnel);
  server.on('upgrade', refuseTunnel);
  server.on('clientError', (_, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

function refuseTunnel(_: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
