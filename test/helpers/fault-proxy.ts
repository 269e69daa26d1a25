import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What stands between client and server for each new connection, and for what is sent on those that are open. */
export type NetworkFault =
  | { readonly kind: 'none' }
  /** Nobody listens. */
  | { readonly kind: 'refused' }
  /** Cut at once, and so is what is open. */
  | { readonly kind: 'reset' }
  /** Taken, and never answered. */
  | { readonly kind: 'black hole' }
  /** The server does what it is asked; its answer is lost. */
  | { readonly kind: 'answer lost' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Something on the way answers in the server's place. */
  | { readonly kind: 'status'; readonly status: number };

export interface FaultProxy {
  readonly url: string;
  readonly set: (fault: NetworkFault) => void;
  readonly close: () => Promise<void>;
}

/** A TCP proxy on loopback that does to a connection what networks and load balancers do. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let fault: NetworkFault = { kind: 'none' };
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    if (fault.kind === 'reset') client.resetAndDestroy();
    else pass(client, connect(Number(port), hostname), () => fault);
  });
  const listen = async (at: number): Promise<number> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const ownPort = await listen(0);
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${ownPort}`,
    set: (next) => {
      const isOpen = fault.kind !== 'refused';
      fault = next;
      if (next.kind === 'refused' && isOpen) server.close();
      if (next.kind !== 'refused' && !isOpen) void listen(ownPort);
      if (next.kind === 'reset' || next.kind === 'refused') cut();
    },
    close: async () => {
      cut();
      if (fault.kind === 'refused') return;
      server.close();
      await once(server, 'close');
    },
  };
}

function pass(client: Socket, server: Socket, fault: () => NetworkFault): void {
  const end = (): void => {
    client.destroy();
    server.destroy();
  };
  server.on('error', end);
  server.on('close', end);
  client.on('close', end);
  client.on('data', (data) => {
    const now = fault();
    if (now.kind === 'black hole') return;
    if (now.kind !== 'status') server.write(data);
    else client.end(`HTTP/1.1 ${now.status} Fault\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  });
  server.on('data', (data) => {
    const now = fault();
    if (now.kind === 'answer lost') end();
    else if (now.kind === 'slow') void sleep(now.ms).then(() => client.write(data));
    else if (now.kind !== 'black hole') client.write(data);
  });
}
