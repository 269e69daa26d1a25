import type { AdmissionRequest, Grant } from '../../contract/admission.ts';
import type { RunState } from '../../contract/run-state.ts';
import type { Transaction } from '../database/database.ts';

/** What decides about a run; lists and pages are in store/run-views.ts. */
export interface RunRow {
  readonly id: string;
  readonly repositoryId: number;
  readonly sessionId: string;
  readonly subject: string;
  readonly task: string;
  readonly state: RunState;
  readonly headSha: string;
  readonly githubRunId: number;
  readonly admittedAs: string;
  readonly actor: string;
  readonly runUrl: string;
  readonly idempotencyKey: string;
  readonly requestHash: Buffer;
  readonly epoch: number | null;
  readonly askedGrant: Grant;
  readonly grantMicroUsd: number;
  readonly grantTurns: number | null;
  readonly grantSeconds: number | null;
  readonly spentMicroUsd: number;
  readonly settledMicroUsd: number;
  readonly priority: number;
  readonly cancelReason: string | null;
  readonly cancelRequestedAt: string | null;
  readonly isSuperseded: boolean;
  /** Since it was told to end; null: it was not. */
  readonly toldSeconds: number | null;
  /** Since its last heartbeat. */
  readonly silentSeconds: number;
  /** Since its end, or since it was last heard of where its report tells of an earlier one; null: it has none. */
  readonly endedSeconds: number | null;
  readonly acknowledgedSeq: number;
  readonly lastSeq: number;
  readonly hasReport: boolean;
  readonly createdAt: string;
}

const columns = `id, repository_id as "repositoryId", session_id as "sessionId", subject, task, state, head_sha as "headSha",
  github_run_id as "githubRunId", admitted_as as "admittedAs", actor, github ->> 'runUrl' as "runUrl", idempotency_key as "idempotencyKey",
  request_hash as "requestHash", epoch, asked_grant as "askedGrant", grant_micro_usd as "grantMicroUsd",
  grant_turns as "grantTurns", grant_seconds as "grantSeconds", spent_micro_usd as "spentMicroUsd",
  settled_micro_usd as "settledMicroUsd", priority, cancel_reason as "cancelReason", cancel_requested_at as "cancelRequestedAt",
  is_superseded as "isSuperseded",
  extract(epoch from clock_timestamp() - cancel_requested_at)::float8 as "toldSeconds",
  extract(epoch from clock_timestamp() - heartbeat_at)::float8 as "silentSeconds",
  extract(epoch from clock_timestamp() - case when report is null then ended_at else greatest(ended_at, heartbeat_at) end)::float8 as "endedSeconds",
  acknowledged_seq as "acknowledgedSeq", last_seq as "lastSeq", report is not null as "hasReport", created_at as "createdAt"`;

export async function findRun(tx: Transaction, orgId: number, id: string): Promise<RunRow | null> {
  return tx.row<RunRow>(`select ${columns} from runs where org_id = $1 and id = $2`, [orgId, id]);
}

/** Lock its session first, always: whoever goes the other way round may wait for ever. */
export async function lockRun(tx: Transaction, orgId: number, id: string): Promise<RunRow | null> {
  return tx.row<RunRow>(`select ${columns} from runs where org_id = $1 and id = $2 for update`, [orgId, id]);
}

/** The run that this id or this key belongs to; whoever else asks with the key waits until the transaction ends. */
export async function runOfKey(
  tx: Transaction,
  { orgId, runId, key }: { readonly orgId: number; readonly runId: string; readonly key: string },
): Promise<RunRow | null> {
  // Two statements, so that the second sees what the first waited for.
  const [, run] = await Promise.all([
    tx.run(`select pg_advisory_xact_lock(hashtextextended('admission ' || $2, $1))`, [orgId, key]),
    tx.row<RunRow>(
      `select ${columns} from runs where org_id = $1 and (idempotency_key = $2 or id = $3)
       order by idempotency_key = $2 desc limit 1`,
      [orgId, key, runId],
    ),
  ]);
  return run;
}

/** Those of one attempt of a workflow run that GitHub proved, or that came by its artifacts: what a token says counts for nobody. */
export async function countRunsOfAttempt(
  tx: Transaction,
  { orgId, repositoryId, githubRunId, githubRunAttempt }: Attempt,
): Promise<number> {
  const row = await tx.row<{ runs: number }>(
    `select count(*)::int as runs from runs
     where org_id = $1 and repository_id = $2 and github_run_id = $3 and github_run_attempt = $4
       and (admitted_as like 'oidc:%' or admitted_as like 'artifact:%')`,
    [orgId, repositoryId, githubRunId, githubRunAttempt],
  );
  return row?.runs ?? 0;
}

interface Attempt {
  readonly orgId: number;
  readonly repositoryId: number;
  readonly githubRunId: number;
  readonly githubRunAttempt: number;
}

/** Those of a session that are not over, locked; the first in line comes first. */
export async function lockOpenRuns(
  tx: Transaction,
  orgId: number,
  sessionId: string,
): Promise<readonly RunRow[]> {
  return tx.rows<RunRow>(
    `select ${columns} from runs where org_id = $1 and session_id = $2 and state in ('requested', 'running')
     order by state = 'running' desc, priority desc, created_at, id for update`,
    [orgId, sessionId],
  );
}

export interface NewRun {
  readonly orgId: number;
  readonly sessionId: string;
  readonly request: AdmissionRequest;
  readonly idempotencyKey: string;
  readonly requestHash: Buffer;
  readonly admittedAs: string;
  readonly priority: number;
  readonly grant: Grant;
  /** What speaks against it, where nobody could refuse it. */
  readonly doubts?: readonly string[];
}

/** A run of an earlier attempt of the same workflow run, on the same work, is what this one retries. */
export async function insertRun(tx: Transaction, run: NewRun): Promise<void> {
  const { request, grant } = run;
  const { github } = request;
  await tx.run(
    `insert into runs (org_id, id, idempotency_key, request_hash, admitted_as, repository_id, session_id, subject, task, state, github,
       github_run_id, github_run_attempt, head_sha, actor, actor_id, model, asked_grant, grant_micro_usd, grant_turns,
       grant_seconds, priority, retry_of, created_at, heartbeat_at, doubts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'requested', $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
       (select id from runs where org_id = $1 and github_run_id = $11 and github_run_attempt < $12 and subject = $8 and task = $9
        order by github_run_attempt desc, created_at desc limit 1),
       clock_timestamp(), clock_timestamp(), $22)`,
    [
      run.orgId,
      request.runId,
      run.idempotencyKey,
      run.requestHash,
      run.admittedAs,
      request.repository.id,
      run.sessionId,
      request.subject,
      request.task,
      JSON.stringify(github),
      github.runId,
      github.runAttempt,
      github.headSha,
      github.actor,
      github.actorId,
      request.model,
      JSON.stringify(request.grant),
      grant.microUsd,
      grant.turns,
      grant.seconds,
      run.priority,
      run.doubts ?? [],
    ],
  );
}

/** A waiting run keeps its place, and any run what it told of itself. */
export async function noteHeartbeat(
  tx: Transaction,
  {
    orgId,
    runId,
    spentMicroUsd,
    lastSeq,
  }: {
    readonly orgId: number;
    readonly runId: string;
    readonly spentMicroUsd: number;
    readonly lastSeq: number;
  },
): Promise<void> {
  await tx.run(
    `update runs set heartbeat_at = clock_timestamp(), spent_micro_usd = greatest(spent_micro_usd, $3),
       last_seq = greatest(last_seq, $4)
     where org_id = $1 and id = $2`,
    [orgId, runId, spentMicroUsd, lastSeq],
  );
}

/** Told at its next heartbeat. What it was told first stays. */
export async function askToCancel(
  tx: Transaction,
  orgId: number,
  runId: string,
  { reason, isSuperseded = false }: { readonly reason: string; readonly isSuperseded?: boolean },
): Promise<void> {
  await tx.run(
    `update runs set cancel_requested_at = clock_timestamp(), cancel_reason = $3, is_superseded = $4, version = version + 1
     where org_id = $1 and id = $2 and cancel_requested_at is null`,
    [orgId, runId, reason, isSuperseded],
  );
}

export interface RunEnd {
  readonly orgId: number;
  readonly runId: string;
  readonly state: Exclude<RunState, 'requested' | 'running'>;
  readonly message: string;
  readonly conclusion?: string | null;
  readonly failureClass?: string | null;
  readonly skipCode?: string | null;
  readonly lastSeq?: number;
  /** JSON text. */
  readonly report?: string | null;
  /** ISO 8601; for a run that nobody saw begin. */
  readonly startedAt?: string | null;
  /** ISO 8601; now, if absent. */
  readonly endedAt?: string | null;
}

/**
 * Nothing else of a run is changed by its end; its money and its lease are settled beside it. An end that only the coordinator saw is
 * replaced by the run's own report.
 */
export async function endRun(tx: Transaction, end: RunEnd): Promise<void> {
  await tx.run(
    `update runs set state = $3, message = $4, conclusion = $5, failure_class = $6, skip_code = $7,
       last_seq = greatest(last_seq, $8), report = coalesce($9::jsonb, report),
       started_at = coalesce(started_at, $11::timestamptz), ended_at = coalesce($10::timestamptz, clock_timestamp()),
       version = version + 1
     where org_id = $1 and id = $2 and report is null`,
    [
      end.orgId,
      end.runId,
      end.state,
      end.message,
      end.conclusion ?? null,
      end.failureClass ?? null,
      end.skipCode ?? null,
      end.lastSeq ?? 0,
      end.report ?? null,
      end.endedAt ?? null,
      end.startedAt ?? null,
    ],
  );
}
