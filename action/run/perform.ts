import { join } from 'node:path';
import type { Decision } from '../event/decide.ts';
import type { Fault } from '../fault.ts';
import { type ConnectRequest, connect } from '../github/client.ts';
import type { Environment } from '../inputs.ts';
import { openJournal } from '../journal/journal.ts';
import type { Runner } from '../runner.ts';
import { carryOut } from './carry-out.ts';
import type { RunContext } from './context.ts';
import { finish } from './finish.ts';
import { publisherFor } from './publisher-for.ts';
import type { Stopper } from './stopper.ts';

export interface Performance extends Pick<RunContext, 'record' | 'log' | 'redact' | 'claude'> {
  readonly environment: Environment;
  readonly decision: Decision;
  readonly faults: readonly Fault[];
  readonly stopper: Stopper;
  /** The `action` of the event, for the report. */
  readonly eventAction: string;
}

/** Carries a decision out and tells how it ended. */
export async function perform(parts: Performance): Promise<void> {
  const { decision, faults, record, eventAction } = parts;
  const run = await createRun(parts);
  run.journal.append('action.started', {
    runId: record.runId,
    event: run.runner.eventName,
    decision: decision.kind,
    subject: record.subject,
  });
  const ending = await carryOut(run, decision, faults);
  await finish(run, ending, eventAction);
}

async function createRun({
  environment,
  record,
  decision,
  stopper,
  log,
  redact,
  claude,
}: Performance): Promise<RunContext> {
  const { inputs, runner } = environment;
  const connection = {
    token: inputs.githubToken,
    apiUrl: runner.apiUrl,
    log: log.info,
    ...(await throughProxy(runner)),
  };
  return {
    inputs,
    runner,
    record,
    journal: await openJournal({ path: join(record.dir, 'journal.ndjson'), redact, clock: Date.now }),
    log,
    redact,
    client: connect({ ...connection, signal: stopper.signal }),
    claude,
    publisher: publisherFor({ environment, record, decision, connection, warn: log.warn }),
    signal: stopper.signal,
    stop: stopper.stop,
    clock: Date.now,
  };
}

/** The toolkit's client knows the runner's proxy; it is large, and most runners have none. */
async function throughProxy({ passOn }: Runner): Promise<{ readonly request?: ConnectRequest }> {
  if (!Object.keys(passOn).some((name) => /^https?_proxy$/i.test(name))) return {};
  const { defaults } = await import('@actions/github/lib/utils');
  return defaults.request === undefined ? {} : { request: defaults.request };
}
