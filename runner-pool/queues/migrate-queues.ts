import { LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import type pg from 'pg';
import { serviceRole } from '../database/schema.ts';
import { queueOf } from '../store/outbox.ts';

/** BullMQ's own; it takes no other name together with a pool of ours. */
export const queueSchema = 'bullmq';
export const sweepQueue = 'sweeps';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** BullMQ's tables, made by the owner for the service to use: made always, so that REDIS_URL may come and go. */
export async function migrateQueues(client: pg.PoolClient): Promise<void> {
  if (await areQueuesMigrated(client)) return;
  await runMigrations(client, queueSchema);
  await client.query(`grant usage on schema ${queueSchema} to ${serviceRole}`);
  for (const kind of ['tables', 'sequences', 'functions'])
    await client.query(`grant all on all ${kind} in schema ${queueSchema} to ${serviceRole}`);
  // BullMQ makes one when it first sees a queue; the service may not. Last, and each with its grant in one transaction: as long as
  // one is missing, all of this is done again.
  for (const name of await missingSequences(client)) {
    const sequence = `${queueSchema}.${client.escapeIdentifier(name)}`;
    await client.query(
      `create sequence if not exists ${sequence}; grant all on sequence ${sequence} to ${serviceRole}`,
    );
  }
}

/** Whether the tables are there and the service may use them. */
export async function areQueuesMigrated(database: Queryable): Promise<boolean> {
  if ((await versionOf(database)) < LATEST_SCHEMA_VERSION) return false;
  return (await missingSequences(database)).length === 0;
}

async function versionOf(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ found: string | null }>('select to_regclass($1)::text as found', [
    `${queueSchema}.migration`,
  ]);
  if (rows[0]?.found == null) return 0;
  const done = await client.query<{ version: number | null }>(
    `select max(version) as version from ${queueSchema}.migration`,
  );
  return done.rows[0]?.version ?? 0;
}

async function missingSequences(client: Queryable): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select ${queueSchema}.job_id_seq_name(queue) as name from unnest($1::text[]) queue
     where to_regclass($2 || '.' || quote_ident(${queueSchema}.job_id_seq_name(queue))) is null`,
    [[...new Set(Object.values(queueOf)), sweepQueue], queueSchema],
  );
  return rows.map(({ name }) => name);
}
