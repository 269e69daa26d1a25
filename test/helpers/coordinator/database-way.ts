import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface DatabaseWay {
  /** The same database, over this way. */
  readonly url: string;
  /** Connections that were made over it. */
  readonly count: () => number;
  /** What is open stays open, and nothing passes any more, until it is cut. */
  readonly silence: () => void;
  /** Ends what is open and refuses what comes. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
}

/** A way to a database that can be cut while it runs: TCP in front of the server's socket. */
export async function openWay(url: string): Promise<DatabaseWay> {
  const socketDir = new URL(url).searchParams.get('host') ?? '';
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    count += 1;
    const database = connect(`${socketDir}/.s.PGSQL.5432`);
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from
        .on('error', () => undefined)
        .once('close', () => {
          open.delete(from);
          to.destroy();
        });
    }
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const way = new URL(url);
  way.search = '';
  return {
    url: way.href.replace('@localhost', `@127.0.0.1:${port}`),
    count: () => count,
    silence: () => {
      for (const socket of open) socket.unpipe().resume();
    },
    cut: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
    mend: async () => listen(port),
  };
}
