import { Socket } from 'node:net';

/** The action's end of it is the same descriptor's other side; bubblewrap hands it through. */
const ordersFd = 3;
const known: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGKILL'];

/**
 * Signals come as lines: one that the action sent to bubblewrap would end bubblewrap, and with it Claude before it
 * has written its result. The end of the stream means that the action is gone, and nobody waits for Claude any more.
 */
export function onOrders(obey: (signal: NodeJS.Signals) => void): void {
  const orders = new Socket({ fd: ordersFd, readable: true, writable: false });
  orders.unref();
  let rest = '';
  orders.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const signal = known.find((name) => name === line);
      if (signal !== undefined) obey(signal);
    }
  });
  const gone = (): void => obey('SIGKILL');
  orders.on('error', gone);
  orders.on('end', gone);
}
