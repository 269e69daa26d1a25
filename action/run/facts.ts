import type { RunFacts } from '../publish/facts.ts';
import type { RunContext } from './context.ts';

/** What every page about the run says, as far as it is known by now. */
export function factsOf({
  record,
  clock,
  redact,
}: Pick<RunContext, 'record' | 'clock' | 'redact'>): RunFacts {
  return {
    runId: record.runId,
    runUrl: record.runUrl,
    headSha: record.pullRequest?.headSha ?? '',
    model: record.claude.model,
    durationMs: clock() - record.startedAtMs,
    usage: record.usage,
    claudeVersion: record.claude.version,
    notReviewed: record.notReviewed,
    warnings: record.warnings.map(redact),
  };
}
