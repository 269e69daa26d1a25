import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createRedactor } from '../contract/redact/redactor.ts';
import { sweep } from './claude/sweep.ts';
import { findClaude } from './claude-install/find-claude.ts';
import { cloudSecrets } from './cloud-secrets.ts';
import { maskSecret } from './commands.ts';
import { type Decision, decide, pullRequestOf } from './event/decide.ts';
import { type Environment, readEnvironment } from './inputs.ts';
import { withLateSecrets } from './late-secrets.ts';
import { createLog, type Log } from './log.ts';
import { ownSecrets } from './own-secrets.ts';
import type { RunContext } from './run/context.ts';
import { hasCredential, inputFaults } from './run/input-faults.ts';
import { newRecord, type RunRecord } from './run/record.ts';
import { createStopper, type Stopper } from './run/stopper.ts';
import { findSandbox } from './sandbox/find-sandbox.ts';
import { noteUse } from './workspace/claude-cache.ts';
import { keepHouse } from './workspace/keep-house.ts';
import { diskLimits } from './workspace/limits.ts';
import { onceThereIsRoom } from './workspace/no-room-error.ts';
import { type Places, placesOf } from './workspace/places.ts';
import type { Room } from './workspace/room.ts';
import { makeRunFolder } from './workspace/run-folder.ts';

/**
 * One run of the action, from its environment to its last output. `cancelled` aborts when the runner calls the job off;
 * `ownFolder` is where the action's own files are.
 */
export async function main(cancelled: AbortSignal, ownFolder: string): Promise<void> {
  const startedAtMs = Date.now();
  const environment = readEnvironment();
  const { inputs, runner } = environment;
  const stopper = createStopper(inputs.timeoutMs, cancelled);
  const payload = await readPayload(runner.eventPath);
  const decision = decide({
    eventName: runner.eventName,
    payload,
    task: inputs.task,
    prompt: inputs.prompt,
    hasCredential: hasCredential(environment),
    workflowName:
      runner.workflowPath
        .split('/')
        .at(-1)
        ?.replace(/\.ya?ml$/, '') ?? '',
  });
  const disk = diskLimits(runner.disk);
  const faults = [...inputFaults(environment, decision), ...disk.faults];
  const write = (text: string): void => void process.stdout.write(text);
  const secrets = [
    ...ownSecrets(inputs, runner),
    ...(await cloudSecrets(runner.cloud?.credentialFile ?? null)),
  ];
  for (const secret of secrets) maskSecret(secret, write);
  const { redact, hide } = withLateSecrets(createRedactor({ secrets, patterns: true }), write);
  const log = createLog({ redact, debug: inputs.debug, write });
  const willRun = (decision.kind === 'review' || decision.kind === 'prompt') && faults.length === 0;
  const claude = willRun
    ? lookForClaude({ environment, stopper, log })
    : Promise.reject(new Error('Claude is not needed'));
  // They are awaited later; a rejection must not count as unhandled meanwhile.
  claude.then(noteUse).catch(() => undefined);
  const sandbox = willRun ? lookForSandbox(environment, stopper) : Promise.resolve(null);
  sandbox.catch(() => undefined);
  const places = placesOf(runner, tmpdir());
  const record = await createRecord({ environment, startedAtMs, decision, places });
  const room =
    willRun && record.diskFault === null
      ? keepHouse({
          places,
          limits: disk.limits,
          nowMs: startedAtMs,
          ownDir: record.dir,
          ...stopper,
          log,
          endProcesses: sweep,
        })
      : enoughRoom;
  const readyClaude = onceThereIsRoom(claude, room.quota);
  readyClaude.catch(() => undefined);
  // What talks to GitHub and renders for it is most of the bundle: it loads while Claude is being looked for.
  const [{ perform }, free] = await Promise.all([import('./run/perform.ts'), room.free]);
  await perform({
    environment,
    decision,
    faults,
    room: free,
    record,
    stopper,
    log,
    redact,
    hide,
    claude: readyClaude,
    sandbox,
    ownFolder,
    eventAction: actionOf(payload),
  });
  stopper.dispose();
}

const enough: Promise<Room> = Promise.resolve({ kind: 'enough' });
const enoughRoom = { free: enough, quota: enough };

async function createRecord({
  environment: { inputs, runner },
  startedAtMs,
  decision,
  places,
}: {
  readonly environment: Environment;
  readonly startedAtMs: number;
  readonly decision: Decision;
  readonly places: Places;
}): Promise<RunRecord> {
  const { runId, dir, fault } = await makeRunFolder({
    runsDir: places.runsDir,
    newRunId: () => `${runner.githubRunId}-${runner.attempt}-${randomBytes(4).toString('hex')}`,
    timeLimitAtMs: startedAtMs + inputs.timeoutMs,
  });
  const runUrl = `${runner.serverUrl}/${runner.owner}/${runner.repo}/actions/runs/${runner.githubRunId}`;
  const record = newRecord({ runId, runUrl, startedAtMs, dir });
  record.task = decision.kind === 'review' || decision.kind === 'prompt' ? decision.kind : null;
  record.subject = decision.kind === 'review' || decision.kind === 'prompt' ? decision.subject : null;
  const number = pullRequestOf(decision);
  if (number !== null) record.pullRequest = { number, headSha: '', baseSha: '' };
  if (decision.kind === 'review' && decision.payload !== null) {
    record.pullRequest = {
      number: decision.number,
      headSha: decision.payload.head.sha,
      baseSha: decision.payload.base.sha,
    };
  }
  record.diskFault = fault;
  return record;
}

function lookForClaude({
  environment: { inputs, runner },
  stopper,
  log,
}: {
  environment: Environment;
  stopper: Stopper;
  log: Log;
}): RunContext['claude'] {
  return findClaude({
    claudePath: inputs.claudePath,
    claudeVersion: inputs.claudeVersion,
    pathVariable: runner.passOn['PATH'] ?? '',
    workspaceDir: runner.workspace,
    toolCacheDir: runner.toolCacheDir,
    tempDir: runner.tempDir || tmpdir(),
    registry: runner.registry,
    platform: process.platform,
    arch: process.arch,
    signal: stopper.signal,
    log: log.info,
  });
}

/** Null where the workflow wants none. */
async function lookForSandbox({ inputs, runner }: Environment, { signal }: Stopper): RunContext['sandbox'] {
  if (inputs.sandbox === 'off') return null;
  return findSandbox({
    pathVariable: runner.passOn['PATH'] ?? '',
    workspaceDir: runner.workspace,
    platform: process.platform,
    signal,
  });
}

/** null where there is no event file or no JSON in it: `decide` says what that means. */
async function readPayload(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

function actionOf(payload: unknown): string {
  const action = (payload as { readonly action?: unknown } | null)?.action;
  return typeof action === 'string' ? action : '';
}
