import type { Writable } from 'node:stream';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { type EmbeddedDatabase, startEmbeddedPostgres } from './database/embedded-postgres.ts';
import { migrate } from './database/migrate.ts';
import { createServer } from './server.ts';
import { firstStart } from './services/first-start.ts';

export interface Coordinator {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts everything, in order; `say` gets what a person is to read, the admin token of a first start among it. */
export async function serve(config: Config, say: Pick<Writable, 'write'>): Promise<Coordinator> {
  const embedded = await databaseOf(config);
  await migrate(embedded.url);
  const context = await createContext(config, embedded.url);
  const first = await firstStart(context.database);
  if (first !== null) say.write(welcome(first.adminToken));
  const app = await createServer(context);
  const url = await app.listen({ port: config.http.port, host: config.http.host });
  say.write(`Ready on ${url}\n`);
  return {
    url,
    close: async () => {
      await app.close();
      await context.database.close();
      await embedded.stop();
    },
  };
}

async function databaseOf({ database, dataDir }: Config): Promise<EmbeddedDatabase> {
  if (database.url === null) return startEmbeddedPostgres(dataDir);
  return { url: database.url, stop: async () => undefined };
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
