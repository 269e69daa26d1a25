import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../runner-pool/config.ts';
import { serve } from '../../../runner-pool/serve.ts';
import type { Settings } from '../../../runner-pool/settings.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface TestCoordinator {
  readonly url: string;
  readonly database: TestDatabase;
  /** Of the first organization's administrator. */
  readonly adminToken: string;
  readonly orgId: number;
  readonly fetch: (
    path: string,
    init?: RequestInit & { readonly token?: string | null },
  ) => Promise<Response>;
  /** Everything it said to its operator. */
  readonly said: () => string;
  readonly close: () => Promise<void>;
}

/** The coordinator in this process, on a database of its own and a port of its own. Close it in `afterAll`. */
export async function startCoordinator(settings: Settings = {}): Promise<TestCoordinator> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'coordinator-data-'));
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: '00'.repeat(32),
    LOG_LEVEL: 'silent',
    ...settings,
  });
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  let said = '';
  const write = (text: string): boolean => {
    said += text;
    return true;
  };
  const coordinator = await serve(config, { write });
  const adminToken = /co_\w+/.exec(said)?.[0] ?? '';
  return {
    url: coordinator.url,
    database,
    adminToken,
    orgId: 1,
    fetch: async (path, { token = adminToken, headers, ...init } = {}) =>
      fetch(coordinator.url + path, {
        ...init,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(typeof init.body === 'string' ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
      }),
    said: () => said,
    close: async () => {
      await coordinator.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
