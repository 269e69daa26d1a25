import pg from 'pg';
import { schemaName, serviceRole } from './schema.ts';

export interface PoolOptions {
  readonly url: string;
  readonly connections: number;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** The owner migrates; everything else is done as the role that owns nothing. */
  readonly as: 'service' | 'owner';
  /** Pools of a queue have a schema of their own. */
  readonly schema?: string;
  /** False: what was committed in the last half second may be gone after PostgreSQL crashed, and nobody waits for the disk. */
  readonly isDurable?: boolean;
  /** Statements are sent without waiting for those before them; they are carried out one after another all the same. */
  readonly isPipelined?: boolean;
  /** The service's limit of a statement, where it is not the usual one. */
  readonly statementMs?: number;
}

/** Longer than any statement of ours takes; one that waits longer waits for a lock that nobody gives back. */
const usualStatementMs = 15_000;
/** So much later the server has said that it ended the statement; or nothing comes from there any more. */
const silenceMs = 2_000;

export function openPool({
  url,
  connections,
  name,
  as,
  schema = schemaName,
  isDurable = true,
  isPipelined = false,
  statementMs = usualStatementMs,
}: PoolOptions): pg.Pool {
  const settings = [`search_path=${schema}`, `statement_timeout=${as === 'owner' ? 0 : statementMs}`]
    .concat(as === 'service' ? [`role=${serviceRole}`] : [])
    .concat(isDurable ? [] : ['synchronous_commit=off'])
    .concat(['idle_in_transaction_session_timeout=30000', 'timezone=UTC']);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: `claude-orchestrator ${name}`,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 5_000,
    pipeline: isPipelined,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(as === 'owner' ? {} : { query_timeout: statementMs + silenceMs }),
    types: { getTypeParser },
  });
  // A connection that breaks while idle is replaced at the next query, which then says what is wrong.
  pool.on('error', () => undefined);
  // One that breaks while somebody has it, between two queries, would else end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const int8 = 20;
const timestamptz = 1184;
const date = 1082;

/** 64-bit integers as numbers, never rounded; times as ISO 8601 with milliseconds; days as they are. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === int8) return toSafeInteger;
  if (oid === timestamptz) return (value) => new Date(value).toISOString();
  if (oid === date) return (value) => value;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}

function toSafeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`${value} is more than a number holds exactly`);
  return number;
}
