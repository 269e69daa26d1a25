import { statfs } from 'node:fs/promises';
import type { Context } from '../context.ts';
import { pendingMigrations } from '../database/migration-state.ts';
import { withLimit } from './with-limit.ts';

export interface CheckResult {
  readonly name: CheckName;
  readonly ok: boolean;
  /** Why not; says what to look at, and nothing of what an error said. */
  readonly why: string | null;
  readonly ms: number;
}

export type CheckName = 'serving' | 'database' | 'replica' | 'queue' | 'migrations' | 'disk';

export interface Readiness {
  readonly isReady: boolean;
  readonly checks: readonly CheckResult[];
}

type Deps = Pick<Context, 'config' | 'database' | 'tasks' | 'drain'>;

const limitMs = 1_000;
/** Whoever asks more often hears the last answer: the question needs no credential. */
const keptMs = 500;
/** PostgreSQL stops at a full disk; before that, somebody should have come. */
const leastFreeBytes = 200 * 1024 * 1024;

/** Lists go to the primary where the replica is away: that is told, and no reason to send requests elsewhere. */
const tolerated: ReadonlySet<CheckName> = new Set(['replica']);

/** Whether requests can be answered: every dependency is really asked, each with a time limit of its own. */
export function createReadiness(deps: Deps): () => Promise<Readiness> {
  let last: { readonly atMs: number; readonly answer: Promise<Readiness> } | null = null;
  return async () => {
    if (last === null || deps.drain.signal.aborted || performance.now() - last.atMs > keptMs)
      last = { atMs: performance.now(), answer: look(deps) };
    return last.answer;
  };
}

async function look({ config, database, tasks, drain }: Deps): Promise<Readiness> {
  const { primary, replica } = database.pools;
  const checks = await Promise.all([
    check('serving', 'it is about to end', async () => drain.signal.throwIfAborted()),
    check('database', 'PostgreSQL does not answer', async () => primary.query('select 1')),
    ...(replica === null
      ? []
      : [check('replica', 'the replica does not answer', async () => replica.query('select 1'))]),
    check(
      'queue',
      config.redisUrl === null ? 'the queue does not answer' : 'Redis does not answer',
      tasks.ping,
    ),
    check('migrations', 'not known: PostgreSQL does not answer', async () => {
      if ((await pendingMigrations(primary)).length > 0)
        throw new Found('the database is not at the version of this coordinator');
    }),
    check('disk', `DATA_DIR has less than ${leastFreeBytes} bytes left`, async () => {
      const { bavail, bsize } = await statfs(config.dataDir);
      if (bavail * bsize < leastFreeBytes) throw new Error('full');
    }),
  ]);
  return { isReady: checks.every(({ ok, name }) => ok || tolerated.has(name)), checks };
}

/** What was looked at is there and not as it must be; other errors only say that it could not be looked at. */
class Found extends Error {}

async function check(name: CheckName, why: string, work: () => Promise<unknown>): Promise<CheckResult> {
  const startMs = performance.now();
  const found = await withLimit(limitMs, work).then(
    () => null,
    (error: unknown) => (error instanceof Found ? error.message : why),
  );
  return { name, ok: found === null, why: found, ms: Math.round(performance.now() - startMs) };
}
