import type pg from 'pg';
import { inSpan } from '../operation/span.ts';
import { isOutdatedPlan, isSilent } from './database-faults.ts';
import { openPool } from './pool.ts';
import { prepared } from './prepared.ts';
import { preferReplica, type ReplicaState } from './replica.ts';

/** One transaction. Values go as parameters, never into the text. */
export interface Transaction {
  readonly rows: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** The only row; null where there is none. */
  readonly row: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row | null>;
  /** How many rows were changed. */
  readonly run: (text: string, values?: readonly unknown[]) => Promise<number>;
}

export interface Lookup {
  readonly name: 'user_id' | 'token_hash' | 'login_hash';
  readonly value: string;
}

export interface Database {
  /** In the name of one organization: sees and writes its rows alone. */
  readonly inOrganization: <T>(orgId: number, work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /**
   * The same for lists that may be a moment old: read only, from the replica where there is one and it answers. `work` may be
   * done twice.
   */
  readonly readOrganization: <T>(orgId: number, work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** In nobody's name: the directory tables, and no tenant's. */
  readonly inDirectory: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** Rows that `key` opens, before their tenant is known. Read only. */
  readonly lookUp: <T>(key: Lookup, work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** The one login that this hash opens, to be changed; it is no tenant's. */
  readonly inLogin: <T>(hash: string, work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** One statement that is a transaction of its own and sets its tenant itself (a function): one round trip. */
  readonly call: <Row extends object>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>;
  readonly pools: { readonly primary: pg.Pool; readonly replica: pg.Pool | null };
  readonly replica: ReplicaState;
  readonly close: () => Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly replicaUrl: string | null;
  readonly connections: number;
  /** The limit of a statement, where it is not the usual one. */
  readonly statementMs?: number;
}

export function openDatabase({ url, replicaUrl, ...options }: DatabaseOptions): Database {
  const primary = openPool({ url, name: 'service', as: 'service', isPipelined: true, ...options });
  const replica =
    replicaUrl === null
      ? null
      : openPool({ url: replicaUrl, name: 'lists', as: 'service', isPipelined: true, ...options });
  const lists = preferReplica({ primary, replica });
  return {
    inOrganization: async (orgId, work) => transaction(primary, `begin; ${asTenant(orgId)}`, work),
    readOrganization: async (orgId, work) =>
      lists.read(async (pool) => transaction(pool, `begin read only; ${asTenant(orgId)}`, work)),
    inDirectory: async (work) => transaction(primary, withoutTenant, work),
    lookUp: async ({ name, value }, work) =>
      transaction(primary, `begin read only; ${setting(name, value)}`, work),
    inLogin: async (hash, work) => transaction(primary, `begin; ${setting('login_hash', hash)}`, work),
    call: async (text, values) =>
      inSpan(nameOf(text), traced(text), async () => (await primary.query(prepared(text, values))).rows),
    pools: { primary, replica },
    replica: lists,
    close: async () => {
      await Promise.all([primary.end(), replica?.end()]);
    },
  };
}

const withoutTenant = 'begin';

/** Goes with `begin` in one round trip, which takes no parameters: so only what cannot be anything else than a key. */
function setting(name: string, value: string): string {
  if (!/^[0-9a-f]+$/.test(value)) throw new Error(`${name} is not a key`);
  return `select set_config('app.${name}', '${value}', true)`;
}

function asTenant(orgId: number): string {
  if (!Number.isSafeInteger(orgId) || orgId < 0) throw new Error(`${orgId} is no organization's id`);
  return setting('org_id', String(orgId));
}

async function transaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return inSpan('transaction', traced(), async () => workInTransaction(pool, begin, work));
}

async function workInTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  let isOpen = true;
  try {
    // Where it sets a tenant, it is not waited for: what follows is carried out after it, and should it fail, finds no tenant's rows.
    const begun = client.query(begin);
    if (begin === withoutTenant) await begun;
    // Awaited below; where the work fails first, for the same reason, that is what is told.
    begun.catch(() => undefined);
    const result = await work(through(client, () => isOpen));
    isOpen = false;
    await begun;
    await client.query('commit');
    return result;
  } catch (error) {
    isOpen = false;
    // A connection that cannot even roll back is not given to anybody else.
    if (isSilent(error) || isOutdatedPlan(error)) broken = error as Error;
    else
      await client.query('rollback').catch((fault: Error) => {
        broken = fault;
      });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Nothing goes through it any more once its work is over: the connection may be in somebody else's transaction by then. */
function through(client: pg.PoolClient, isOpen: () => boolean): Transaction {
  const query = async <Row extends object>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<pg.QueryResult<Row>> => {
    if (!isOpen()) throw new Error(`the transaction is over: ${nameOf(text)} comes too late`);
    return inSpan(nameOf(text), traced(text), async () => client.query<Row>(prepared(text, values)));
  };
  return {
    rows: async <Row extends object>(text: string, values?: readonly unknown[]) =>
      (await query<Row>(text, values)).rows,
    row: async <Row extends object>(text: string, values?: readonly unknown[]) =>
      (await query<Row>(text, values)).rows[0] ?? null,
    run: async (text, values) => (await query(text, values)).rowCount ?? 0,
  };
}

const nameOf = (text: string): string => /\w+/.exec(text)?.[0] ?? 'query';

/** The text, which never holds a value. */
function traced(text?: string): Parameters<typeof inSpan>[1] {
  const query = text === undefined ? {} : { 'db.query.text': text };
  return { kind: 'database', attributes: { 'db.system.name': 'postgresql', ...query } };
}
