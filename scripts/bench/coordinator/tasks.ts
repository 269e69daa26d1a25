import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface TaskFigures {
  readonly tasks: number;
  readonly perSecond: number;
  /** While they were worked on: how late a new one was begun. */
  readonly waitMs: number;
}

const count = 10_000;

/** Ten thousand tasks put into the outbox at once: how fast they are handed out, worked on (there is nothing to do) and gone. */
export async function measureTasks({
  databaseUrl,
}: {
  readonly url: string;
  readonly databaseUrl: string;
}): Promise<TaskFigures> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=orchestrator' });
  await client.connect();
  try {
    await untilNone(client, '');
    const startMs = performance.now();
    await client.query(
      `insert into outbox (org_id, queue, kind, ref)
       select 1, 'cleanup', 'index-run', 'bench-' || n from generate_series(1, $1::int) n`,
      [count],
    );
    await client.query(
      "insert into outbox (org_id, queue, kind, ref, priority) values (1, 'cleanup', 'index-run', 'urgent', 10)",
    );
    await untilNone(client, "and ref = 'urgent'");
    const waitMs = performance.now() - startMs;
    await untilNone(client, '');
    return { tasks: count, perSecond: count / ((performance.now() - startMs) / 1000), waitMs };
  } finally {
    await client.end();
  }
}

async function untilNone(client: pg.Client, condition: string): Promise<void> {
  for (;;) {
    const { rows } = await client.query(`select 1 from outbox where true ${condition} limit 1`);
    if (rows.length === 0) return;
    await sleep(20);
  }
}
