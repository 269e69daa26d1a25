import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findClaude } from './claude-install/find-claude.ts';
import { maskSecret } from './commands.ts';
import { type Decision, decide, pullRequestOf } from './event/decide.ts';
import type { Fault } from './fault.ts';
import { type Environment, readEnvironment } from './inputs.ts';
import { createLog, type Log } from './log.ts';
import { createRedactor } from './redact.ts';
import type { RunContext } from './run/context.ts';
import { newRecord, type RunRecord } from './run/record.ts';
import { createStopper, type Stopper } from './run/stopper.ts';

/** One run of the action, from its environment to its last output. `cancelled` aborts when the runner calls the job off. */
export async function main(cancelled: AbortSignal): Promise<void> {
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
  const faults = faultsOf(environment, decision);
  const write = (text: string): void => void process.stdout.write(text);
  const secrets = [
    inputs.anthropicApiKey,
    inputs.claudeCodeOauthToken,
    inputs.githubToken,
    ...runner.secrets,
  ];
  for (const secret of secrets) if (secret !== '') maskSecret(secret, write);
  const redact = createRedactor(secrets);
  const log = createLog({ redact, debug: inputs.debug, write });
  const willRun = (decision.kind === 'review' || decision.kind === 'prompt') && faults.length === 0;
  const claude = willRun
    ? lookForClaude({ environment, stopper, log })
    : Promise.reject(new Error('Claude is not needed'));
  // It is awaited later; a rejection must not count as unhandled meanwhile.
  claude.catch(() => undefined);
  const record = await createRecord(environment, startedAtMs, decision);
  // What talks to GitHub and renders for it is most of the bundle: it loads while Claude is being looked for.
  const { perform } = await import('./run/perform.ts');
  await perform({
    environment,
    decision,
    faults,
    record,
    stopper,
    log,
    redact,
    claude,
    eventAction: actionOf(payload),
  });
  stopper.dispose();
}

const hasCredential = ({ inputs }: Environment): boolean =>
  inputs.anthropicApiKey !== '' || inputs.claudeCodeOauthToken !== '';

/** All that is wrong, at once. An event that asks for nothing needs no credential. */
function faultsOf(environment: Environment, decision: Decision): readonly Fault[] {
  const { inputs, faults } = environment;
  if (decision.kind === 'skip') return faults;
  const all: Fault[] = [...faults, ...(decision.kind === 'refuse' ? decision.faults : [])];
  if (!hasCredential(environment)) {
    all.push({
      input: 'anthropic-api-key',
      value: '',
      problem: 'is missing, and so is claude-code-oauth-token',
      remedy:
        'Add the key as a repository secret and pass it: anthropic-api-key: ${{ secrets.ANTHROPIC_API_KEY }}',
    });
  }
  if (inputs.githubToken === '' && decision.kind === 'review') {
    all.push({
      input: 'github-token',
      value: '',
      problem: 'is empty',
      remedy: 'Leave it out to use the token of the job',
    });
  }
  return all;
}

async function createRecord(
  { runner }: Environment,
  startedAtMs: number,
  decision: Decision,
): Promise<RunRecord> {
  const runId = `${runner.githubRunId}-${runner.attempt}-${randomBytes(4).toString('hex')}`;
  const dir = join(runner.tempDir || tmpdir(), 'claude-orchestrator', runId);
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
  await mkdir(dir, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    record.diskFault = error;
  });
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
