import type { RunRow } from '../store/runs.ts';

/** A run as lines of the log name it. */
export function runFacts(orgId: number, run: RunRow): Readonly<Record<string, string | number>> {
  const { id, repositoryId, task, subject, spentMicroUsd } = run;
  return { org: orgId, run: id, repositoryId, task, subject, costUsd: spentMicroUsd / 1e6 };
}
