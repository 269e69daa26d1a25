import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { probeBlobStore } from './blobs/probe-blob-store.ts';
import type { Config } from './config.ts';
import { reaching } from './connection-fault.ts';
import { createContext } from './context.ts';
import { bringUpToDate } from './database/bring-up-to-date.ts';
import { startEmbeddedPostgres } from './database/embedded-postgres.ts';
import { startFacts } from './operation/start-facts.ts';
import { startTracing } from './operation/tracing.ts';
import { makeOwnFolder } from './own-folder.ts';
import { startQueues } from './queues/start-queues.ts';
import { createServer } from './server.ts';
import { checkKey } from './services/check-key.ts';
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
    return await startAll(config, say, ends);
  } catch (error) {
    await ends.disposeAsync();
    throw error;
  }
}

async function startAll(
  config: Config,
  say: Pick<Writable, 'write'>,
  ends: AsyncDisposableStack,
): Promise<Coordinator> {
  await makeOwnFolder('DATA_DIR', config.dataDir, 0o711);
  if (config.blobs.kind === 'directory') await makeOwnFolder('BLOB_STORE', config.blobs.path, 0o700);
  const databaseUrl = await databaseOf(config, ends);
  await reaching('DATABASE_URL', databaseUrl, async () => bringUpToDate(databaseUrl));
  const context = await createContext(config, databaseUrl);
  const { log, drain, database, uses, blobs } = context;
  ends.defer(database.close);
  if (blobs !== null) await probeBlobStore(blobs, log);
  await checkKey(
    context,
    config.encryptionKey === null ? `${config.dataDir}/encryption-key` : 'ENCRYPTION_KEY',
  );
  ends.defer((await startTracing(config.tracesUrl, context.version)).close);
  ends.defer(async () => uses.settle());
  // Before the first request: who was not heard during an outage is not late.
  ends.defer((await watchLeases(context)).close);
  const app = await createServer(context);
  ends.defer(async () => app.close());
  const listenTextResolver = (address: string): string => `Listening on ${address}`;
  const url = await app
    .listen({ port: config.http.port, host: config.http.host, listenTextResolver })
    .catch(sayWhoListens(config.http));
  // After listen: the token is shown once, and a start that fails must not be that once.
  const first = await firstStart(database);
  if (first !== null) say.write(welcome(first.adminToken, url));
  // After listen: an instance that cannot be reached takes no work.
  const queues = await startQueues(context, { databaseUrl });
  log.info(startFacts(config, context.version), `Ready on ${url}`);
  if (!log.isLevelEnabled('info')) say.write(`Ready on ${url}\n`);
  return {
    url,
    close: async ({ delayMs = 0 } = {}) => {
      log.info('Told to end: what is under way is finished');
      drain.begin();
      await Promise.all([queues.close(), sleep(delayMs).then(async () => app.close())]);
      await ends.disposeAsync();
      log.info('Ended');
    },
    failed: (error) => log.fatal({ err: error }, 'The coordinator ends of a fault'),
  };
}

async function databaseOf({ database, dataDir }: Config, ends: AsyncDisposableStack): Promise<string> {
  if (database.url !== null) return database.url;
  const embedded = await startEmbeddedPostgres(dataDir);
  ends.defer(embedded.stop);
  return embedded.url;
}

function sayWhoListens({ host, port }: Config['http']): (error: unknown) => never {
  return (error) => {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = {
      EADDRINUSE: `PORT ${port} of ${host} is taken by another process. Stop that one, or set PORT.`,
      EACCES: `PORT ${port} may not be listened on by this user. Set PORT to 1024 or above.`,
    }[code];
    if (why === undefined && !/^(EADDRNOTAVAIL|EAFNOSUPPORT|EINVAL|ENOTFOUND|EAI_\w+)$/.test(code))
      throw error;
    const notHere = `HOST ${host} is no address of this machine (${code}). Set HOST to 127.0.0.1, to an address of this machine, or to 0.0.0.0 for all.`;
    throw new Error(why ?? notHere, { cause: error });
  };
}

function welcome(adminToken: string, url: string): string {
  return [
    'Your organization is made. This is its administrator’s token; it is shown this once:',
    '',
    `  ${adminToken}`,
    '',
    'Keep it. For the action make one that may only run, and give it as coordinator-token, out of a secret;',
    'here, with the settings of this coordinator:',
    '',
    '  npx claude-orchestrator token make --name ci --scopes runs:write',
    '',
    'or from elsewhere:',
    '',
    `  curl ${url}/v1/tokens -H "authorization: Bearer $ADMIN_TOKEN" \\`,
    `    -H 'content-type: application/json' -d '{"name": "ci", "scopes": ["runs:write"]}'`,
    '',
  ].join('\n');
}
