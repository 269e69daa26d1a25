import type { Database } from '../database/database.ts';

export interface RunFigures {
  /** Open, or made within the last day; of all organizations. */
  readonly runs: ReadonlyMap<string, number>;
  readonly spentMicroUsd: number;
}

export async function runFigures(database: Pick<Database, 'call'>): Promise<RunFigures> {
  const rows = await database.call<{ state: string; value: number }>(
    'select state, sum(value)::bigint as value from run_figures() group by state',
    [],
  );
  const values = new Map(rows.map(({ state, value }) => [state, value]));
  const spentMicroUsd = values.get('spent') ?? 0;
  values.delete('spent');
  return { runs: values, spentMicroUsd };
}

/** Dead letters that nobody had done again, by queue; of all organizations. */
export async function deadLetterFigures(
  database: Pick<Database, 'call'>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.call<{ queue: string; value: number }>(
    'select queue, sum(value)::bigint as value from dead_letter_figures() group by queue',
    [],
  );
  return new Map(rows.map(({ queue, value }) => [queue, value]));
}
