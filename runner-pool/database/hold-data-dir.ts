import pg from 'pg';

export type Held =
  | { readonly kind: 'held'; readonly release: () => Promise<void> }
  | { readonly kind: 'taken'; readonly pid: number | null };

/** The number means nothing. */
const lockKey = 8_140_553_902;
const mark = 'claude-orchestrator holder ';

/**
 * One coordinator to a data folder, by a lock in its PostgreSQL that lasts as long as the connection: a process that is killed
 * leaves none behind, which no file could promise.
 */
export async function holdDataDir(url: string): Promise<Held> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `${mark}${process.pid}`,
    keepAlive: true,
  });
  // With the server gone, whatever else we do says so.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    lockKey,
  ]);
  if (rows[0]?.held === true) return { kind: 'held', release: async () => client.end() };
  const holders = await client.query<{ application_name: string }>(
    `select a.application_name from pg_stat_activity a join pg_locks l using (pid)
     where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32 | l.objid::bigint) = $1`,
    [lockKey],
  );
  await client.end();
  const name = holders.rows[0]?.application_name ?? '';
  return { kind: 'taken', pid: name.startsWith(mark) ? Number(name.slice(mark.length)) : null };
}
