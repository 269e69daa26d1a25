import type { Drain } from '../operation/drain.ts';
import type { App } from './app.ts';

/** Towards the end each answer takes its connection along: a client that asks again asks another instance. */
export function endConnections(app: App, { signal }: Drain): void {
  app.addHook('onSend', async (_request, reply) => {
    if (signal.aborted) void reply.header('connection', 'close');
  });
}
