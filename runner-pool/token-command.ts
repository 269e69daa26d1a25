import { parseArgs } from 'node:util';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/database.ts';
import { borrowEmbeddedPostgres } from './database/embedded-postgres.ts';
import { pendingMigrations } from './database/migration-state.ts';
import { chooseOrganization, makeAdminToken, revokeToken } from './services/operator-tokens.ts';

/** What a person reads, and whether it is what they asked for. */
export interface Told {
  readonly text: string;
  readonly exitCode: 0 | 1 | 2;
}

const tokenUsage = `claude-orchestrator token COMMAND [--organization ID]

  make [--name NAME]   make an administrator's token, good for 90 days, and show it once
  revoke TOKEN-ID      end a token at once
`;

const lifeMs = 90 * 86_400_000;

/** For who is locked out: works on the database itself, beside a coordinator that runs or without one. */
export async function tokenCommand(config: Config, args: readonly string[]): Promise<Told> {
  const asked = read(args);
  if (asked === null) return { text: tokenUsage, exitCode: 2 };
  const { url } = config.database;
  const at =
    url === null ? await borrowEmbeddedPostgres(config.dataDir) : { url, stop: async () => undefined };
  const database = openDatabase({ url: at.url, replicaUrl: null, connections: 2 });
  try {
    const pending = await pendingMigrations(database.pools.primary);
    if (pending.length > 0)
      return {
        text: 'The database is not up to date: start the coordinator, or migrate, first.\n',
        exitCode: 1,
      };
    return await carryOut(database, asked);
  } finally {
    await database.close();
    await at.stop();
  }
}

interface Asked {
  readonly organization: number | null;
  readonly name: string;
  /** The token to revoke; null: make one. */
  readonly revoke: string | null;
}

function read(args: readonly string[]): Asked | null {
  try {
    const options = { organization: { type: 'string' }, name: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [command, id, ...more] = positionals;
    const organization = values.organization === undefined ? null : Number(values.organization);
    const isWhole = organization === null || (Number.isSafeInteger(organization) && organization > 0);
    const isMake = command === 'make' && id === undefined;
    const isRevoke = command === 'revoke' && id !== undefined && values.name === undefined;
    if (more.length > 0 || !isWhole || !(isMake || isRevoke)) return null;
    return { organization, name: values.name ?? 'administrator, made by the operator', revoke: id ?? null };
  } catch {
    return null;
  }
}

async function carryOut(database: Database, { organization, name, revoke }: Asked): Promise<Told> {
  const chosen = await chooseOrganization({ database }, organization);
  if (chosen.kind === 'not one')
    return {
      text: `Say which with --organization: ${chosen.ids.join(', ') || 'there is none'}.\n`,
      exitCode: 1,
    };
  const { orgId } = chosen;
  if (revoke === null) {
    const expiresAt = new Date(Date.now() + lifeMs).toISOString();
    const { id, token } = await database.inOrganization(orgId, async (tx) =>
      makeAdminToken(tx, { orgId, name, createdBy: 'operator', expiresAt }),
    );
    return {
      text: `${token}\n\nIts id is ${id}. It is shown this once, and good until ${expiresAt}.\n`,
      exitCode: 0,
    };
  }
  const isRevoked = await revokeToken({ database }, orgId, revoke);
  if (isRevoked) return { text: `Revoked: ${revoke}\n`, exitCode: 0 };
  return { text: `Organization ${orgId} has no token with the id ${revoke}.\n`, exitCode: 1 };
}
