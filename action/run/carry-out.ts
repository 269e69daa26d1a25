import { setTimeout as sleep } from 'node:timers/promises';
import type { Stop } from '../claude/run-claude.ts';
import { CliMissingError } from '../claude-install/cli-missing-error.ts';
import type { Decision } from '../event/decide.ts';
import type { PullRequestPayload } from '../event/payload.ts';
import { describeFault, type Fault } from '../fault.ts';
import type { Gate } from '../gate/gate.ts';
import { GateError } from '../gate/gate-error.ts';
import type { Verdict } from '../gate/standing.ts';
import { PublishError } from '../publish/publish-error.ts';
import { NoRoomError } from '../workspace/no-room-error.ts';
import type { Room } from '../workspace/room.ts';
import type { RunContext } from './context.ts';
import { DeniedError } from './denied-error.ts';
import { diskFailure, isDiskError } from './disk-fault.ts';
import { type Ending, endingOfStop, failure } from './ending.ts';
import { NotAdmittedError } from './not-admitted-error.ts';
import { promptTask } from './prompt-task.ts';
import { reviewTask } from './review-task.ts';

/** After a stop the work has this long to end by itself: Claude is asked thrice within it, and the pull request must still be told. */
const windDownMs = 4000;

export interface Errand {
  readonly decision: Decision;
  readonly faults: readonly Fault[];
  readonly room: Room;
  /** Null where there is nothing that somebody might not be allowed. */
  readonly gate: Gate | null;
}

/** Does what was decided, and turns whatever happens into an ending. Never throws. */
export async function carryOut(run: RunContext, { decision, faults, room, gate }: Errand): Promise<Ending> {
  if (faults.length > 0) return refuseTo(gate, refuse(faults));
  if (room.kind === 'short') return refuseTo(gate, failure('internal', room.message, room.remedy));
  const over = new AbortController();
  const work = start({ ...run, signal: AbortSignal.any([run.signal, over.signal]) }, decision).catch(
    (error: unknown) => endingOfError(run, error),
  );
  return Promise.race([throughGate({ run, gate, work, over }), stoppedFor(run)]);
}

/** What is wrong is told to whoever may start a run; others are told that they may not. */
async function refuseTo(gate: Gate | null, refusal: Ending): Promise<Ending> {
  const verdict = await gate?.verdict.catch(() => null);
  return verdict?.kind === 'no' ? notAllowed(verdict) : refusal;
}

/** What the work came to, or why it was not to be. It began before that was known, and waits for it before it costs anything. */
async function throughGate({
  run,
  gate,
  work,
  over,
}: {
  readonly run: RunContext;
  readonly gate: Gate | null;
  readonly work: Promise<Ending>;
  readonly over: AbortController;
}): Promise<Ending> {
  const refused = await refusedAt(run, gate);
  if (refused === null) return work;
  const stop: Stop = { failureClass: 'cancelled', message: 'Nobody allowed asked for this run.' };
  over.abort(stop);
  await Promise.race([work, sleep(windDownMs, undefined, { ref: false })]);
  return refused;
}

function notAllowed({ code, message }: Verdict & { readonly kind: 'no' }): Ending {
  return { kind: 'skipped', code, message };
}

/** The ending of a run that may not be; null for one that may. */
async function refusedAt(run: RunContext, gate: Gate | null): Promise<Ending | null> {
  if (gate === null) return null;
  try {
    const verdict = await gate.verdict;
    return verdict.kind === 'yes' ? null : notAllowed(verdict);
  } catch (error) {
    return endingOfError(run, error);
  }
}

function refuse(faults: readonly Fault[]): Ending {
  const what = faults.length === 1 ? 'An input is wrong.' : `${faults.length} inputs are wrong.`;
  const credentialOnly = faults.every(({ isMissingCredential }) => isMissingCredential);
  const lines = faults.map((fault) =>
    faults.length === 1 ? describeFault(fault) : `• ${describeFault(fault)}`,
  );
  return failure(credentialOnly ? 'auth' : 'denied', [what, ...lines].join('\n'), '');
}

async function start(run: RunContext, decision: Decision): Promise<Ending> {
  switch (decision.kind) {
    case 'skip':
      return { kind: 'skipped', code: decision.code, message: decision.message };
    case 'refuse':
      return refuse(decision.faults);
    case 'prompt':
      return promptTask(run, decision.baseSha);
    case 'review': {
      const pull = decision.payload ?? (await readPullRequest(run, decision.number));
      run.record.pullRequest = { number: pull.number, headSha: pull.head.sha, baseSha: pull.base.sha };
      run.record.branch = pull.head.ref;
      return reviewTask(run, pull);
    }
    default:
      return decision satisfies never;
  }
}

async function readPullRequest({ client, runner }: RunContext, number: number): Promise<PullRequestPayload> {
  const { data } = await client.rest.pulls.get({
    owner: runner.owner,
    repo: runner.repo,
    pull_number: number,
  });
  return data;
}

/** Settles only when the work may no longer be waited for. */
async function stoppedFor({ signal, record }: RunContext): Promise<Ending> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await sleep(windDownMs, undefined, { ref: false });
  const stop: Stop = signal.reason;
  // The answer is there and being posted, which has limits of its own: to say "timeout" beside a posted review would be false.
  if (stop.failureClass === 'timeout' && record.review !== null) await new Promise(() => undefined);
  return endingOfStop(stop);
}

function endingOfError(run: RunContext, error: unknown): Ending {
  if (run.signal.aborted) return endingOfStop(run.signal.reason);
  if (error instanceof CliMissingError) return failure('cli_missing', error.message, error.remedy);
  if (error instanceof NoRoomError) return failure('internal', error.message, error.remedy);
  if (error instanceof NotAdmittedError) return error.ending;
  if (error instanceof DeniedError) return failure('denied', error.message, error.remedy);
  if (error instanceof GateError) return failure('internal', error.message, error.remedy);
  if (error instanceof PublishError) return failure('publish_failed', error.message, error.remedy);
  const message = error instanceof Error ? error.message : String(error);
  run.log.debug(error instanceof Error ? (error.stack ?? message) : message);
  if (isDiskError(error)) return diskFailure(message);
  const status = (error as { readonly status?: unknown }).status;
  if (typeof status === 'number') {
    return failure(
      'internal',
      `GitHub could not be read (${status}): ${message}.`,
      'The job needs permissions: contents: read and pull-requests: write; if it has them, run it again later.',
    );
  }
  return failure('internal', message);
}
