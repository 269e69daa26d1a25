import type pg from 'pg';
import { scopes } from '../../../../contract/scope.ts';
import { hashOf, newApiToken } from '../../../../runner-pool/auth/api-token.ts';
import { readConfig } from '../../../../runner-pool/config.ts';
import { createContext } from '../../../../runner-pool/context.ts';
import type { App } from '../../../../runner-pool/http/app.ts';
import type { GuardedRoute } from '../../../../runner-pool/http/guard-routes.ts';
import { createServer } from '../../../../runner-pool/server.ts';
import { createTestDatabase } from '../database.ts';
import { isTenants, readCatalog, type Table } from './catalog.ts';
import { givenFor } from './route-examples.ts';
import type { Tenant } from './rows.ts';
import { addTenant, connectTo } from './two-tenants.ts';

export interface Asker {
  readonly tenant: Tenant;
  /** In every text that the tenant's rows hold. */
  readonly label: string;
  /** Of its administrator. */
  readonly token: string;
  readonly runToken: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface RoutesScene {
  readonly routes: readonly GuardedRoute[];
  readonly addAsker: (label: string) => Promise<Asker>;
  readonly ask: (method: string, url: string, token: string, body?: unknown) => Promise<Answer>;
  readonly runTokenFor: (orgId: number, runId: string) => Promise<string>;
  /** All that a tenant has, as text. */
  readonly dump: (tenant: Tenant) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** The coordinator's routes alone: nothing happens beside what is asked for. */
export async function openRoutesScene(): Promise<RoutesScene> {
  const database = await createTestDatabase();
  const client: pg.Client = await connectTo(database.url);
  const config = readConfig({
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: '00'.repeat(32),
    LOG_LEVEL: 'silent',
    GITHUB_WEBHOOK_SECRET: 'a secret of this test',
  });
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  const context = await createContext(config, database.url);
  const app = await createServer(context);
  const catalog = await readCatalog(database.look);
  const runTokenFor = async (orgId: number, runId: string): Promise<string> =>
    (await context.runTokens.issue({ orgId, runId })).token;
  return {
    routes: app.guardedRoutes,
    runTokenFor,
    addAsker: async (label) => {
      const token = newApiToken();
      const given = givenFor(Buffer.from(hashOf(token), 'hex'), scopes);
      const tenant = await addTenant(client, catalog, label, given);
      const runToken = await runTokenFor(tenant.orgId, String(tenant.rows.get('runs')?.['id']));
      return { tenant, label, token, runToken };
    },
    ask: async (method, url, token, body) => inject(app, { method, url, token, body }),
    dump: async ({ orgId }) => dumpOf(client, catalog, orgId),
    close: async () => {
      await app.close();
      await context.uses.settle();
      await context.database.close();
      await client.end();
      await database.drop();
    },
  };
}

async function inject(
  app: App,
  { method, url, token, body }: { method: string; url: string; token: string; body: unknown },
): Promise<Answer> {
  const answer = await app.inject({
    method: method as 'GET',
    url,
    headers: {
      authorization: `Bearer ${token}`,
      // The same for all, so that answers can be compared byte for byte.
      'x-request-id': 'one-and-the-same',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const { date: _date, ...headers } = answer.headers;
  return { status: answer.statusCode, headers, body: answer.body };
}

async function dumpOf(client: pg.Client, catalog: readonly Table[], orgId: number): Promise<string> {
  const texts: string[] = [];
  for (const { name, columns } of catalog.filter(isTenants)) {
    // Written beside the requests, whoever asks.
    const shown = columns.map((column) => column.name).filter((column) => column !== 'last_used_at');
    const text = `select ${shown.join(', ')} from ${name} t where org_id = $1 order by t::text`;
    const { rows } = await client.query(text, [orgId]);
    texts.push(`${name}: ${JSON.stringify(rows)}`);
  }
  return texts.join('\n');
}
