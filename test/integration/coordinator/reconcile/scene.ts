import type { WorkflowRun } from '../../../github/actions/workflow-run.ts';
import type { Delivery } from '../../../github/apps/delivery.ts';
import { type Connected, connect } from '../../../helpers/coordinator/connected.ts';
import { type LeaseHands, leaseHands } from '../../../helpers/coordinator/leases.ts';
import {
  type Change,
  type RunReport,
  reportOf,
  startRun,
  type TestRun,
} from '../../../helpers/coordinator/runs.ts';
import { until } from '../../../helpers/coordinator/until.ts';

export interface Reconciling extends Connected {
  readonly hands: LeaseHands;
  /** A run of the coordinator in a job that GitHub has under way. */
  readonly start: (change?: Change) => Promise<Started>;
  /** As though its job had asked for it by OIDC. */
  readonly prove: (run: TestRun) => Promise<void>;
  /** Not heard of for a minute, and seen to be so. */
  readonly lose: (run: TestRun) => Promise<void>;
  readonly row: (runId: string) => Promise<Row | undefined>;
  readonly tellRun: (workflowRun: WorkflowRun) => Promise<Delivery>;
  readonly tellJob: (workflowRun: WorkflowRun) => Promise<Delivery>;
}

export interface Started {
  readonly run: TestRun;
  readonly workflowRun: WorkflowRun;
  /** Of its artifact. */
  readonly name: string;
}

export interface Row {
  readonly state: string;
  readonly message: string;
  readonly acknowledged: number;
  readonly last: number;
  readonly spent: number;
  readonly retries: number;
  readonly reconciled: boolean;
}

let subjects = 0;

/** One for all tests of a file; each start is about another subject. Close it in `afterAll`. */
export async function setReconciling(): Promise<Reconciling> {
  const connected = await connect();
  const { coordinator, repository, app } = connected;
  const hands = leaseHands(coordinator);
  const { guid } = await connected.tellInstallation('created');
  const look = coordinator.database.look;
  await until(
    async () => (await look('select 1 from deliveries where id = $1 and worked_at is not null', [guid]))[0],
  );
  const at = { id: repository.id, fullName: 'acme/widgets' };
  return {
    ...connected,
    hands,
    start: async (change = {}) => {
      subjects += 1;
      const subject = `pr-${subjects}`;
      const workflowRun = await repository.startRun({ status: 'in_progress' });
      const github = { runId: workflowRun.id, ...change.github };
      const run = await startRun(coordinator, { subject, ...change, repository: at, github });
      return { run, workflowRun, name: nameOf(run.id, subject) };
    },
    prove: async ({ id }) =>
      void (await look("update runs set admitted_as = 'oidc:1:1:1' where id = $1", [id])),
    lose: async ({ id }) => {
      await hands.age(id, 60);
      await hands.sweep();
    },
    close: async () => {
      await hands.close();
      await connected.close();
    },
    row: async (id) => {
      const rows = await look<Row>(
        `select state, message, acknowledged_seq as acknowledged, last_seq as last, spent_micro_usd::float8 as spent,
           (select count(*)::int from outbox where kind = 'retry-run' and ref = runs.id) as retries,
           reconciled_at >= ended_at as reconciled from runs where id = $1`,
        [id],
      );
      return rows[0];
    },
    tellRun: async (workflowRun) =>
      app.emit({ event: 'workflow_run', payload: repository.workflowRunEvent(workflowRun) }),
    tellJob: async (workflowRun) =>
      app.emit({
        event: 'workflow_job',
        payload: repository.workflowJobEvent(workflowRun, workflowRun.job('review')),
      }),
  };
}

/** The files of a run's artifact, as the action uploads them. */
export function filesOf(
  runId: string,
  { events = 3, ...report }: RunReport & { readonly events?: number } = {},
): Record<string, string> {
  return {
    'journal.ndjson': journal(events),
    'report.json': JSON.stringify(reportOf(runId, { events, ...report })),
  };
}

export function journal(events: number): string {
  return Array.from({ length: events }, (_, index) => {
    const seq = index + 1;
    return `${JSON.stringify({ seq, at: '2026-11-01T10:00:00.000Z', type: 'action.step', data: { seq } })}\n`;
  }).join('');
}

export const nameOf = (runId: string, subject = 'pr-12'): string =>
  `claude-orchestrator-run-${subject}-${runId}-1`;
