import type { Logger } from 'pino';
import type { Redactor } from '../../contract/redact/redactor.ts';
import type { Report } from '../../contract/report.ts';
import type { Finished } from '../../contract/run-protocol.ts';
import type { Database, Transaction } from '../database/database.ts';
import { addTask, dueAt } from '../store/outbox.ts';
import { findRun, lockRun, type RunRow } from '../store/runs.ts';
import { type LockedSession, lockSession } from '../store/sessions.ts';
import { closeRun } from './close-run.ts';
import { type EndState, endState } from './end-state.ts';
import { policyOf } from './policy-of.ts';
import { runFacts } from './run-facts.ts';
import { scheduleRetry } from './schedule-retry.ts';
import { storableJson } from './storable-json.ts';

export interface Finish {
  readonly orgId: number;
  readonly runId: string;
  /** Whoever tells it has shown that it is the run's: by its token, or as its artifact. */
  readonly report: Report;
}

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly redact: Redactor;
  readonly clock: () => number;
  readonly tasks: { readonly nudge: () => void };
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** Lists show it; the report has all of it. */
const mostMessageChars = 2_000;

/**
 * The end of a run, as its report tells it. The first report counts; it is taken however late, also of a run that was lost or given up
 * meanwhile, and of a holder whom another has followed: only the session is then left alone. Null: there is no such run.
 */
export async function finishRun(deps: Deps, finish: Finish): Promise<Finished | null> {
  const { orgId, runId } = finish;
  // Outside the transaction: redacting a large report takes milliseconds.
  const report = await storableJson(finish.report, deps.redact);
  const finished = await deps.database.inOrganization(orgId, async (tx) => {
    const seen = await findRun(tx, orgId, runId);
    if (seen === null) return null;
    const session = await lockSession(tx, orgId, seen.sessionId);
    const run = await lockRun(tx, orgId, runId);
    if (session === null || run === null) throw new Error(`run ${runId} is gone while it finishes`);
    const state = run.hasReport ? run.state : endState(finish.report, run.cancelRequestedAt !== null);
    if (!run.hasReport) await close(tx, { deps, session, run, orgId, state: state as EndState, report });
    const retryAt = await dueAt(tx, { orgId, kind: 'retry-run', ref: runId });
    return { answer: { state, acknowledgedSeq: run.acknowledgedSeq, retryAt }, run };
  });
  if (finished === null) return null;
  deps.tasks.nudge();
  const { answer, run } = finished;
  if (!run.hasReport) sayEnded(deps.log, { finish, run, answer });
  return answer;
}

function sayEnded(
  log: Deps['log'],
  { finish, run, answer }: { readonly finish: Finish; readonly run: RunRow; readonly answer: Finished },
): void {
  const { state, retryAt } = answer;
  const { conclusion, failureClass, repository, usage } = finish.report;
  const said = {
    conclusion,
    failureClass,
    repository: repository.slice(0, 200),
    costUsd: usage.costMicroUsd / 1e6,
  };
  log.info({ ...runFacts(finish.orgId, run), ...said, state, retryAt }, 'run ended');
}

interface Ending {
  readonly deps: Deps;
  readonly orgId: number;
  readonly session: LockedSession;
  readonly run: RunRow;
  readonly state: EndState;
  /** As it is stored. */
  readonly report: string;
}

async function close(tx: Transaction, ending: Ending): Promise<void> {
  const { deps, orgId, session, run, state, report: stored } = ending;
  const report = JSON.parse(stored) as Report;
  const nowMs = deps.clock();
  const { failureClass } = report;
  await scheduleOrNot(tx, { deps, orgId, run, report });
  // Its pull request was told that it is lost.
  if (run.state === 'lost') await addTask(tx, { orgId, kind: 'announce-run', ref: run.id });
  // What the run still sends after its end arrives within a minute; what does not is in its artifact.
  if (Math.max(run.lastSeq, report.events) > run.acknowledgedSeq) {
    const runAfter = new Date(nowMs + 60_000).toISOString();
    await addTask(tx, { orgId, kind: 'ingest-artifact', ref: run.id, runAfter });
  }
  const overMicroUsd = await closeRun(tx, {
    session,
    end: {
      orgId,
      runId: run.id,
      state,
      message: report.message.slice(0, mostMessageChars).toWellFormed(),
      conclusion: report.conclusion,
      failureClass,
      skipCode: report.skipCode,
      lastSeq: report.events,
      report: stored,
      startedAt: past(report.startedAt, nowMs),
      endedAt: run.state === 'running' ? null : past(report.endedAt, nowMs),
    },
    saidMicroUsd: report.usage.costMicroUsd,
    claudeSessionId: session.leaseRunId === run.id ? (report.claude.sessionId?.slice(0, 100) ?? null) : null,
  });
  if (overMicroUsd > 0)
    deps.log.warn(
      { ...runFacts(orgId, run), overMicroUsd },
      'a run says that it spent more than it can have',
    );
}

async function scheduleOrNot(
  tx: Transaction,
  { deps, orgId, run, report }: Pick<Ending, 'deps' | 'orgId' | 'run'> & { readonly report: Report },
): Promise<void> {
  const { failureClass, conclusion } = report;
  if (conclusion !== 'failure' || run.cancelRequestedAt !== null) return;
  const { retry: rules } = await policyOf(tx, orgId, run.repositoryId);
  const { id, repositoryId, subject, githubRunId, admittedAs } = run;
  const random = Math.random;
  await scheduleRetry(
    tx,
    { clock: deps.clock, random },
    { orgId, id, repositoryId, subject, githubRunId, admittedAs, failureClass, rules },
  );
}

/** A time that a report tells; null where it cannot be. */
function past(time: string, nowMs: number): string | null {
  const ms = Date.parse(time);
  return ms > 0 && ms <= nowMs ? new Date(ms).toISOString() : null;
}
