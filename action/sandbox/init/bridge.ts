import { connect, createServer, type Socket } from 'node:net';

/** Opens `PORT=SOCKET,PORT=SOCKET` on the loopback. None of it keeps the process alive. */
export async function openBridges(text: string): Promise<void> {
  const bridges = text.split(',').filter((entry) => entry !== '');
  await Promise.all(
    bridges.map((entry) => {
      const [port, socketPath = ''] = entry.split('=');
      return openBridge(Number(port), socketPath);
    }),
  );
}

async function openBridge(port: number, socketPath: string): Promise<void> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (inner) => {
    inner.unref();
    join(inner, socketPath);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  server.unref();
}

/** Either side may finish speaking before the other; a broken side breaks the other. */
function join(inner: Socket, socketPath: string): void {
  const outer = connect({ path: socketPath, allowHalfOpen: true });
  outer.unref();
  inner.on('error', () => outer.destroy());
  outer.on('error', () => inner.destroy());
  inner.on('close', () => outer.destroy());
  outer.on('close', () => inner.destroy());
  inner.pipe(outer);
  outer.pipe(inner);
}
