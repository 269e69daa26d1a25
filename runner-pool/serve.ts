import { mkdir } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { bringUpToDate } from './database/bring-up-to-date.ts';
import { startEmbeddedPostgres } from './database/embedded-postgres.ts';
import { startTracing } from './operation/tracing.ts';
import { startQueues } from './queues/start-queues.ts';
import { createServer } from './server.ts';
import { firstStart } from './services/first-start.ts';
import { watchLeases } from './services/watch-leases.ts';

export interface Coordinator {
  readonly url: string;
  /** Ends it in order; before that it is not ready for `delayMs`, and still answers. */
  readonly close: (options?: { readonly delayMs?: number }) => Promise<void>;
  /** Written to the log before the process ends of it. */
  readonly failed: (error: unknown) => void;
}

/**
 * Starts everything, in order; what was started is ended in the opposite order, also where a later step fails. `say` gets what is
 * for a person alone: the admin token of a first start.
 */
export async function serve(config: Config, say: Pick<Writable, 'write'>): Promise<Coordinator> {
  const ends = new AsyncDisposableStack();
  try {
    await mkdir(config.dataDir, { recursive: true, mode: 0o711 });
    const databaseUrl = await databaseOf(config, ends);
    await bringUpToDate(databaseUrl);
    const context = await createContext(config, databaseUrl);
    ends.defer(context.database.close);
    const tracing = await startTracing(config.tracesUrl, context.version);
    ends.defer(tracing.close);
    const first = await firstStart(context.database);
    if (first !== null) say.write(welcome(first.adminToken));
    ends.defer(async () => context.uses.settle());
    // Before the first request: who was not heard during an outage is not late.
    const leases = await watchLeases(context);
    ends.defer(leases.close);
    const app = await createServer(context);
    ends.defer(async () => app.close());
    const url = await app.listen({
      port: config.http.port,
      host: config.http.host,
      listenTextResolver: (address) => `Listening on ${address}`,
    });
    // After listen: an instance that cannot be reached takes no work.
    const queues = await startQueues(context, { databaseUrl });
    context.log.info(`Ready on ${url}`);
    if (!context.log.isLevelEnabled('info')) say.write(`Ready on ${url}\n`);
    const close = async ({ delayMs = 0 } = {}): Promise<void> => {
      context.drain.begin();
      await Promise.all([queues.close(), sleep(delayMs).then(async () => app.close())]);
      await ends.disposeAsync();
    };
    return {
      url,
      close,
      failed: (error) => context.log.fatal({ err: error }, 'The coordinator ends of a fault'),
    };
  } catch (error) {
    await ends.disposeAsync();
    throw error;
  }
}

async function databaseOf({ database, dataDir }: Config, ends: AsyncDisposableStack): Promise<string> {
  if (database.url !== null) return database.url;
  const embedded = await startEmbeddedPostgres(dataDir);
  ends.defer(embedded.stop);
  return embedded.url;
}

function welcome(adminToken: string): string {
  return [
    'Your organization is made. This is its administrator’s token; it is shown this once:',
    '',
    `  ${adminToken}`,
    '',
    'Give it to the action as coordinator-token, out of a secret.',
    '',
  ].join('\n');
}
