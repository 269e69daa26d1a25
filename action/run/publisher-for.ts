import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Decision, pullRequestOf } from '../event/decide.ts';
import { type ConnectOptions, connect } from '../github/client.ts';
import type { Environment } from '../inputs.ts';
import { createPublisher, type Publisher } from '../publish/publisher.ts';
import type { RunRecord } from './record.ts';

interface PublisherParts {
  readonly environment: Environment;
  readonly record: RunRecord;
  readonly decision: Decision;
  readonly connection: ConnectOptions;
  readonly warn: (line: string) => void;
}

/** A skip says nothing on the pull request; all else does, once it is known which one it is about. */
export function publisherFor({
  environment: { inputs, runner },
  record,
  decision,
  connection,
  warn,
}: PublisherParts): Publisher | null {
  const number = pullRequestOf(decision);
  if (number === null || decision.kind === 'skip' || inputs.publish !== 'auto' || inputs.githubToken === '')
    return null;
  const payload = decision.kind === 'review' ? decision.payload : null;
  const { comments, review_comments } = payload ?? {};
  // A patient request must not outlive the last words of a cancelled job.
  const patience = new AbortController();
  return createPublisher({
    client: connect({ ...connection, signal: patience.signal }),
    abandoned: patience.signal,
    abandon: () => patience.abort(),
    hurryClient: connect({ ...connection, hurry: true }),
    owner: runner.owner,
    repo: runner.repo,
    serverUrl: runner.serverUrl,
    pullRequest: number,
    subject: `pr-${number}`,
    task: 'review',
    key: createHash('sha256').update(`${runner.workflowPath}#${runner.job}`).digest('hex').slice(0, 8),
    label: `${runner.workflow || 'workflow'} / ${runner.job || 'job'}`,
    runId: record.runId,
    runUrl: record.runUrl,
    ...(typeof comments !== 'number' || typeof review_comments !== 'number'
      ? {}
      : { commentCounts: { issue: comments, review: review_comments } }),
    log: connection.log,
    warn,
    clock: Date.now,
    random: Math.random,
    sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
  });
}
