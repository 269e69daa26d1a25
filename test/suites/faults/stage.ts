import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type CoordinatorProcess, startProcess } from '../../helpers/coordinator/coordinator-process.ts';
import { type PostgresProcess, startPostgres } from '../../helpers/coordinator/postgres-process.ts';
import { freePort } from '../../helpers/free-port.ts';
import { checkHistory } from './check-history.ts';
import { type History, newHistory } from './history.ts';
import { type Load, startLoad } from './load.ts';

export interface Stage {
  readonly url: string;
  readonly postgres: PostgresProcess;
  readonly history: History;
  /** The coordinator as it is now. */
  readonly coordinator: () => CoordinatorProcess;
  /** Ends it without a word, and starts it again. */
  readonly kill: () => Promise<void>;
  readonly load: (options?: { readonly url?: string; readonly lanes?: number }) => Load;
  /** What is not as clients were told. */
  readonly faults: () => Promise<readonly string[]>;
  readonly look: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

/** A coordinator in its own process on a durable PostgreSQL of its own, with runs and webhooks to come. */
export async function setStage(
  settingsFor: (databaseUrl: string) => Promise<Readonly<Record<string, string>>> = async () => ({}),
): Promise<Stage> {
  const postgres = await startPostgres();
  const dir = await mkdtemp(join(tmpdir(), 'faults-data-'));
  const settings = {
    PORT: String(await freePort()),
    DATABASE_URL: postgres.url,
    DATA_DIR: dir,
    ENCRYPTION_KEY: '11'.repeat(32),
    GITHUB_WEBHOOK_SECRET: 'a secret of the tests',
    LOG_LEVEL: 'error',
    RATE_LIMIT_ADDRESS: '100000000',
    RATE_LIMIT_TOKEN: '100000000',
    ...(await settingsFor(postgres.url)),
  };
  let coordinator = await startProcess(settings);
  const adminToken = /co_\w+/.exec(coordinator.output())?.[0] ?? '';
  const url = `http://127.0.0.1:${settings.PORT}`;
  const history = newHistory();
  const look: Stage['look'] = async (text, values = []) => ask(postgres.url, text, values);
  return {
    url,
    postgres,
    history,
    coordinator: () => coordinator,
    kill: async () => {
      await coordinator.end('SIGKILL');
      coordinator = await startProcess(settings);
    },
    load: (options = {}) =>
      startLoad({
        url,
        adminToken,
        webhookSecret: settings.GITHUB_WEBHOOK_SECRET,
        history,
        lanes: 8,
        ...options,
      }),
    faults: async () => checkHistory(look, history),
    look,
    close: async () => {
      await coordinator.end('SIGTERM');
      await postgres.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function ask<Row extends object>(
  url: string,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=orchestrator' });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
