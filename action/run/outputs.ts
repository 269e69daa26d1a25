import { join } from 'node:path';
import { totalTokens } from '../claude/usage.ts';
import { conclusionOf, type Ending, reasonOf } from './ending.ts';
import type { RunRecord } from './record.ts';

/** GitHub limits a job's outputs to 1 MB; a result near that is read from its file instead. */
const longestResultChars = 500_000;

/** Every output of action.yml, always: what a run has nothing to say for is empty. */
export function outputsOf(record: RunRecord, ending: Ending): Readonly<Record<string, string>> {
  const { usage, pullRequest, resultJson } = record;
  return {
    conclusion: conclusionOf(ending),
    reason: reasonOf(ending),
    'run-id': record.runId,
    'session-id': record.claude.sessionId ?? '',
    'cost-usd': (usage.costMicroUsd / 1e6).toFixed(6),
    tokens: String(totalTokens(usage.tokens)),
    result: resultJson.length > longestResultChars ? '' : resultJson,
    'report-path': join(record.dir, 'report.json'),
    'findings-count': String(record.findings.total),
    branch: record.branch,
    'pull-request-number': pullRequest === null ? '' : String(pullRequest.number),
    'snapshot-artifact-id': '',
  };
}
