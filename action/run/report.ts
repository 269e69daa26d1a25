import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redactedJson } from '../../contract/redact/redacted-json.ts';
import type { Report } from '../../contract/report.ts';
import type { RunContext } from './context.ts';
import { conclusionOf, type Ending } from './ending.ts';

/** Writes `report.json` whole or not at all. */
export async function writeReport({ record }: RunContext, report: Report): Promise<void> {
  const path = join(record.dir, 'report.json');
  await writeFile(`${path}.part`, `${JSON.stringify(report, null, 2)}\n`);
  await rename(`${path}.part`, path);
}

/** As it is written and sent. */
export function redactedReport(run: RunContext, ending: Ending, eventAction: string): Report {
  return JSON.parse(redactedJson(reportOf(run, ending, eventAction), run.redact) ?? '{}');
}

function reportOf(
  { record, runner, journal, clock }: RunContext,
  ending: Ending,
  eventAction: string,
): Report {
  const endedAtMs = clock();
  return {
    version: 1,
    runId: record.runId,
    conclusion: conclusionOf(ending),
    failureClass:
      ending.kind === 'failure' ? ending.failureClass : ending.kind === 'cancelled' ? 'cancelled' : null,
    skipCode: ending.kind === 'skipped' ? ending.code : null,
    message: ending.kind === 'success' ? '' : ending.message,
    task: record.task,
    subject: record.subject,
    repository: `${runner.owner}/${runner.repo}`,
    event: eventAction === '' ? runner.eventName : `${runner.eventName}.${eventAction}`,
    actor: runner.actor,
    runUrl: record.runUrl,
    pullRequest: record.pullRequest,
    startedAt: new Date(record.startedAtMs).toISOString(),
    endedAt: new Date(endedAtMs).toISOString(),
    durationMs: endedAtMs - record.startedAtMs,
    claude: record.claude,
    usage: record.usage,
    findings: record.findings,
    notReviewed: [...record.notReviewed],
    warnings: record.warnings,
    events: journal.lastSeq(),
  };
}
