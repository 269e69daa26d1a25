import { join } from 'node:path';
import { totalTokens } from '../claude/usage.ts';
import { cutGraphemes } from '../render/cut.ts';
import { conclusionOf, type Ending, reasonOf } from './ending.ts';
import type { RunRecord } from './record.ts';

/**
 * GitHub limits a job's outputs to 1 MB, counted in UTF-16; a result near that is read from its file instead, and what is a
 * sentence leaves room for it.
 */
const longestResultChars = 500_000;
const longestLineChars = 2000;

/** Every output of action.yml, always: what a run has nothing to say for is empty. */
export function outputsOf(record: RunRecord, ending: Ending): Readonly<Record<string, string>> {
  const { usage, pullRequest, resultJson } = record;
  return {
    conclusion: conclusionOf(ending),
    reason: line(reasonOf(ending)),
    'run-id': record.runId,
    'session-id': line(record.sessionId ?? record.claude.sessionId ?? ''),
    'cost-usd': (usage.costMicroUsd / 1e6).toFixed(6),
    tokens: String(totalTokens(usage.tokens)),
    result: resultJson.length > longestResultChars ? '' : resultJson,
    'report-path': join(record.dir, 'report.json'),
    'findings-count': String(record.findings.total),
    branch: line(record.branch),
    'pull-request-number': pullRequest === null ? '' : String(pullRequest.number),
    'snapshot-artifact-id': '',
  };
}

/** One line: an output is mostly read by a script, and no environment variable holds a NUL. */
function line(text: string): string {
  const oneLine = text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return cutGraphemes(oneLine.trim(), longestLineChars);
}
