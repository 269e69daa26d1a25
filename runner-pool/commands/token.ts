import type { ApiToken } from '../../contract/api-token.ts';
import { scopes } from '../../contract/scope.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import {
  chooseOrganization,
  listTokens,
  makeOperatorToken,
  type OrganizationChosen,
  revokeToken,
} from '../services/operator-tokens.ts';
import { tokenHelp } from './help.ts';
import { onDatabase } from './on-database.ts';
import { table } from './table.ts';
import { readTokenArguments, type TokenWork } from './token-arguments.ts';
import type { Told } from './told.ts';

const dayMs = 86_400_000;

/** For who is locked out: works on the database itself, beside a coordinator that runs or without one. */
export async function tokenCommand(config: Config, args: readonly string[]): Promise<Told> {
  const asked = readTokenArguments(args);
  if ('fault' in asked) return { stderr: `${asked.fault}\n\nclaude-orchestrator\n${tokenHelp}`, exitCode: 2 };
  return onDatabase(config, async (database) => {
    const chosen = await chooseOrganization({ database }, asked.organization);
    if (chosen.kind === 'chosen') return carryOut(database, chosen.orgId, asked);
    return { stderr: `${notOne(chosen, asked.organization)}\n`, exitCode: 1 };
  });
}

function notOne({ ids }: Extract<OrganizationChosen, { kind: 'not one' }>, named: number | null): string {
  const known = ids.join(', ');
  if (known === '') return 'There is no organization yet: start the coordinator once.';
  return named === null
    ? `Say which with --organization: ${known}.`
    : `There is no organization ${named}; known are: ${known}.`;
}

async function carryOut(database: Database, orgId: number, work: TokenWork): Promise<Told> {
  switch (work.kind) {
    case 'make':
      return make(database, orgId, work);
    case 'list':
      return { stdout: tableOf(await listTokens({ database }, orgId), Date.now()), exitCode: 0 };
    case 'revoke':
      return revoke(database, orgId, work.id);
    default:
      return work satisfies never;
  }
}

async function make(
  database: Database,
  orgId: number,
  { name, scopes: its, days }: Extract<TokenWork, { kind: 'make' }>,
): Promise<Told> {
  const expiresAt = new Date(Date.now() + days * dayMs).toISOString();
  const { id, token } = await database.inOrganization(orgId, async (tx) =>
    makeOperatorToken(tx, { orgId, name, scopes: its, createdBy: 'operator', expiresAt }),
  );
  const stderr = `Made the token ${id} (${name}; ${scopesOf(its)}) for organization ${orgId}. It is shown this once, and good until ${expiresAt}.\n`;
  return { stdout: `${token}\n`, stderr, exitCode: 0 };
}

async function revoke(database: Database, orgId: number, id: string): Promise<Told> {
  const revoked = await revokeToken({ database }, orgId, id);
  if (revoked === null)
    return {
      stderr: `Organization ${orgId} has no token with the id ${id}. Those it has: token list.\n`,
      exitCode: 1,
    };
  const { name, before, others } = revoked;
  const what = before === null ? 'Revoked' : `Was revoked already, at ${before}`;
  const also =
    others === 0 ? '' : ` ${others} more ended with it, which ${others === 1 ? 'was' : 'were'} made with it.`;
  return { stdout: `${what}: the token ${id} (${name}) of organization ${orgId}.${also}\n`, exitCode: 0 };
}

const scopesOf = (its: readonly string[]): string => (its.length === scopes.length ? 'all' : its.join(' '));

function tableOf(tokens: readonly ApiToken[], nowMs: number): string {
  const rows = tokens.map((token) => [
    token.id,
    token.name,
    scopesOf(token.scopes),
    token.expiresAt ?? 'never',
    token.lastUsedAt ?? 'never',
    stateOf(token, nowMs),
  ]);
  return table(['ID', 'NAME', 'SCOPES', 'EXPIRES', 'LAST USED', 'STATE'], rows);
}

function stateOf({ revokedAt, expiresAt }: ApiToken, nowMs: number): string {
  if (revokedAt !== null) return `revoked ${revokedAt}`;
  return expiresAt !== null && Date.parse(expiresAt) <= nowMs ? 'expired' : 'good';
}
