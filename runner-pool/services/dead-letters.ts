import type { DeadLetter, DeadLetterFilter, DeadLettersRetried } from '../../contract/dead-letter.ts';
import type { Database, Transaction } from '../database/database.ts';
import { defaultLimit, type Page, type PageQuery, pageOf, placeOf } from '../http/page.ts';
import {
  type DeadLetterRow,
  deleteDeadLetter,
  findDeadLetter,
  listDeadLetters,
  markRetried,
} from '../store/dead-letters.ts';
import { addTasks } from '../store/outbox.ts';
import { noteRetryAsked } from '../store/run-retries.ts';
import { forgetAttempts } from '../store/subject-attempts.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization' | 'readOrganization'>;
  readonly tasks: { readonly nudge: () => void };
}

/** One request has so many done again; the rest with the next one. */
const mostAtOnce = 500;

export async function deadLetters(
  { database }: Deps,
  orgId: number,
  query: PageQuery & DeadLetterFilter,
): Promise<Page<DeadLetter>> {
  const { limit = defaultLimit, cursor: _cursor, ...filter } = query;
  const after = placeOf(query);
  const rows = await database.readOrganization(orgId, async (tx) =>
    listDeadLetters(tx, { orgId, filter, after, limit }),
  );
  const page = pageOf(rows, limit, ({ failedAt, id }) => ({ at: failedAt, id }));
  return { ...page, items: page.items.map(view) };
}

export async function deadLetter({ database }: Deps, orgId: number, id: string): Promise<DeadLetter | null> {
  const row = await database.readOrganization(orgId, async (tx) => findDeadLetter(tx, orgId, id));
  return row === null ? null : view(row);
}

/** Has it done again. Once retried, it is not again before it failed anew. Null: there is none. */
export async function retryDeadLetter(deps: Deps, orgId: number, id: string): Promise<DeadLetter | null> {
  const row = await deps.database.inOrganization(orgId, async (tx) => {
    const rows = await markRetried(tx, { orgId, filter: {}, id, most: 1 });
    // Whoever has all of a filter done again looked at none of them.
    await noteRetryAsked(
      tx,
      orgId,
      rows.filter(({ kind }) => kind === 'retry-run').map(({ ref }) => ref),
    );
    await revive(tx, orgId, rows);
    return findDeadLetter(tx, orgId, id);
  });
  deps.tasks.nudge();
  return row === null ? null : view(row);
}

/** The oldest first. */
export async function retryDeadLetters(
  deps: Deps,
  orgId: number,
  filter: DeadLetterFilter,
): Promise<DeadLettersRetried> {
  const retried = await deps.database.inOrganization(orgId, async (tx) => {
    const rows = await markRetried(tx, { orgId, filter, most: mostAtOnce });
    await revive(tx, orgId, rows);
    return rows.length;
  });
  deps.tasks.nudge();
  return { retried, isMore: retried === mostAtOnce };
}

/** It is never done then; nothing else is lost by it. */
export async function dropDeadLetter({ database }: Deps, orgId: number, id: string): Promise<boolean> {
  return database.inOrganization(orgId, async (tx) => deleteDeadLetter(tx, orgId, id));
}

async function revive(tx: Transaction, orgId: number, rows: readonly DeadLetterRow[]): Promise<void> {
  const runs = rows.filter(({ kind }) => kind === 'retry-run').map(({ ref }) => ref);
  if (runs.length > 0) await forgetAttempts(tx, orgId, runs);
  // In one order everywhere, or two requests would wait for each other.
  const inOrder = rows.toSorted((a, b) => `${a.kind} ${a.ref}`.localeCompare(`${b.kind} ${b.ref}`));
  await addTasks(tx, orgId, inOrder);
}

function view({ priority: _priority, ...letter }: DeadLetterRow): DeadLetter {
  return letter;
}
