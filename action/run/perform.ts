import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Decision } from '../event/decide.ts';
import type { Fault } from '../fault.ts';
import { type ConnectRequest, connect } from '../github/client.ts';
import type { Environment } from '../inputs.ts';
import { openJournal } from '../journal/journal.ts';
import type { Runner } from '../runner.ts';
import type { Room } from '../workspace/room.ts';
import { tidyUp } from '../workspace/tidy-up.ts';
import { carryOut } from './carry-out.ts';
import type { RunContext } from './context.ts';
import { coordinatorOf } from './coordinator-of.ts';
import { finish } from './finish.ts';
import { gateOf } from './gate-of.ts';
import { createLimits } from './limits.ts';
import { publisherFor } from './publisher-for.ts';
import type { Stopper } from './stopper.ts';

export interface Performance
  extends Pick<RunContext, 'record' | 'log' | 'redact' | 'hide' | 'claude' | 'sandbox' | 'ownFolder'> {
  readonly environment: Environment;
  readonly decision: Decision;
  readonly faults: readonly Fault[];
  readonly room: Room;
  readonly stopper: Stopper;
  /** The `action` of the event, for the report. */
  readonly eventAction: string;
}

/** A cancelled job has 7.5 s in all. */
const takeDownMs = 500;

/** Carries a decision out and tells how it ended. */
export async function perform(parts: Performance): Promise<void> {
  const { decision, faults, room, record, eventAction } = parts;
  const steps: (() => Promise<void>)[] = [];
  const context = await createRun(parts, (step) => void steps.push(step));
  const willStart = faults.length === 0 && room.kind === 'enough';
  const gate = gateOf(context, decision, { willStart });
  const run = {
    ...context,
    claude: gate === null ? context.claude : gate.behind(context.claude),
    coordinator: willStart ? coordinatorOf(context, { gate, eventAction, ...parts.stopper }) : null,
  };
  // It is awaited later; a rejection must not count as unhandled meanwhile.
  run.claude.catch(() => undefined);
  run.journal.append('action.started', {
    runId: record.runId,
    event: run.runner.eventName,
    decision: decision.kind,
    subject: record.subject,
  });
  const ending = await carryOut(run, { decision, faults, room, gate });
  await takeDown(steps, context.log);
  // Whoever may not start a run may not have the action speak either.
  const isAllowed = gate === null || gate.isOpen();
  await finish(isAllowed ? run : { ...run, publisher: null }, ending, eventAction);
  await tidyUp({ dir: record.dir, signal: run.signal, log: run.log });
}

/** A step that fails or hangs keeps neither the others nor the end of the run waiting. */
async function takeDown(steps: readonly (() => Promise<void>)[], log: RunContext['log']): Promise<void> {
  const all = Promise.allSettled(steps.map(async (step) => step()));
  const results = await Promise.race([all, sleep(takeDownMs, [], { ref: false })]);
  for (const result of results)
    if (result.status === 'rejected') log.debug(`Something could not be taken down: ${result.reason}`);
}

async function createRun(
  { environment, record, decision, stopper, log, redact, hide, claude, sandbox, ownFolder }: Performance,
  atEnd: RunContext['atEnd'],
): Promise<RunContext> {
  const { inputs, runner } = environment;
  const connection = {
    token: inputs.githubToken,
    apiUrl: runner.apiUrl,
    log: log.info,
    redact,
    ...(await throughProxy(runner)),
  };
  return {
    inputs,
    runner,
    record,
    journal: await openJournal({ path: join(record.dir, 'journal.ndjson'), redact, clock: Date.now }),
    log,
    redact,
    hide,
    limits: createLimits(inputs),
    coordinator: null,
    client: connect({ ...connection, signal: stopper.signal }),
    claude,
    sandbox,
    ownFolder,
    atEnd,
    publisher: publisherFor({ environment, record, decision, connection, warn: log.warn }),
    signal: stopper.signal,
    stop: stopper.stop,
    clock: Date.now,
  };
}

/** The toolkit's client knows the runner's proxy; it is large, and most runners have none. */
async function throughProxy({ proxy }: Runner): Promise<{ readonly request?: ConnectRequest }> {
  if (!Object.keys(proxy).some((name) => /^https?_proxy$/i.test(name))) return {};
  const { defaults } = await import('@actions/github/lib/utils');
  return defaults.request === undefined ? {} : { request: defaults.request };
}
