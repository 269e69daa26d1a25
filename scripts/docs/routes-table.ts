import type { Access } from '../../runner-pool/auth/access.ts';
import { readConfig } from '../../runner-pool/config.ts';
import { createContext } from '../../runner-pool/context.ts';
import { operations, tags } from '../../runner-pool/http/operations.ts';
import { createServer } from '../../runner-pool/server.ts';
import { cell } from '../with-table.ts';

/** Every route of the coordinator, as it is guarded, in the order of /openapi.json's subjects. */
export async function routesTable(): Promise<readonly string[]> {
  const accessOf = await accessByRoute();
  const rows = Object.keys(tags).flatMap((subject) =>
    Object.entries(operations)
      .filter(([, { tag }]) => tag === subject)
      .map(([name, { summary }]) => {
        const access = accessOf.get(name);
        if (access === undefined) throw new Error(`http/operations.ts describes ${name}, which is no route`);
        return `| \`${name}\` | ${whoMay(access)} | ${cell(summary)} |`;
      }),
  );
  return ['| route | for | does |', '| --- | --- | --- |', ...rows];
}

/** The server is made and asked nothing: no database is connected to. */
async function accessByRoute(): Promise<ReadonlyMap<string, Access>> {
  const url = 'postgres://nobody@127.0.0.1:1/none';
  const config = readConfig({
    DATABASE_URL: url,
    ENCRYPTION_KEY: '00'.repeat(32),
    LOG_LEVEL: 'silent',
  });
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  const context = await createContext(config, url);
  const app = await createServer(context);
  const routes = new Map(
    app.guardedRoutes.map(({ method, url: path, access }) => [`${method} ${path}`, access]),
  );
  await app.close();
  await context.database.close();
  return routes;
}

function whoMay(access: Access): string {
  switch (access) {
    case 'public':
      return 'everybody';
    case 'signed':
      return 'GitHub, by its signature';
    case 'run':
      return 'the run, by its run token';
    case 'admission':
      return 'a job by OIDC, or `runs:write`';
    case 'known':
      return 'any API token or login';
    default:
      return `\`${access}\``;
  }
}
