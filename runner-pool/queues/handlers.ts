import type { Context } from '../context.ts';
import { announceRun } from '../services/announce-run.ts';
import { archiveRun } from '../services/archive-run.ts';
import { indexRun } from '../services/index-run.ts';
import { ingestArtifact } from '../services/ingest-artifact.ts';
import { reconcileRun } from '../services/reconcile-run.ts';
import { retryRun } from '../services/retry-run.ts';
import { workDelivery } from '../services/work-delivery.ts';
import type { TaskKind } from '../store/outbox.ts';

/** Does a task. Throws: a failed attempt, or what a `TaskFailure` says. May run twice, never twice at a time. */
export type Handler = (
  context: Context,
  task: { readonly orgId: number; readonly ref: string },
  signal: AbortSignal,
) => Promise<void>;

export type Handlers = Readonly<Partial<Record<TaskKind, Handler>>>;

export const handlers: Handlers = {
  'retry-run': retryRun,
  'announce-run': announceRun,
  'index-run': indexRun,
  'archive-run': archiveRun,
  'ingest-artifact': ingestArtifact,
  'reconcile-run': reconcileRun,
  'work-delivery': workDelivery,
};
