import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { claudeArguments, claudeEnvironment } from '../claude/arguments.ts';
import { usageOfLedger } from '../claude/ledger-usage.ts';
import type { ClaudeOutcome } from '../claude/outcome.ts';
import { type ClaudeRun, runClaude } from '../claude/run-claude.ts';
import { runMarker, sweep } from '../claude/sweep.ts';
import { addUsage } from '../claude/usage.ts';
import type { Config } from '../config/config.ts';
import { pathOutside } from '../context/find-git.ts';
import { money } from '../render/figures.ts';
import { textWithoutSecrets } from '../render/without-secrets.ts';
import type { RunContext } from './context.ts';
import { admitted } from './coordinator-of.ts';
import { DeniedError } from './denied-error.ts';
import { chooseIsolation } from './isolation.ts';
import { makeSurroundings, type Surroundings } from './surroundings.ts';
import { toolsOf } from './tier.ts';

interface Subject {
  readonly instructions: string;
  readonly schema: unknown;
  /** The files that Claude sees; a copy of the run's own. */
  readonly cwd: string;
  readonly config: Pick<Config, 'prices' | 'allowedDomains'>;
}

export interface Conversation {
  readonly ask: (prompt: string) => Promise<ClaudeRun>;
}

/**
 * A session of Claude for one run: the first question starts it, further ones continue it, all within the run's limits.
 * Rejects with a DeniedError where the run may not be contained as it must be, with a NotAdmittedError where the coordinator will not have it.
 */
export async function startConversation(run: RunContext, subject: Subject): Promise<Conversation> {
  const { inputs, record } = run;
  const home = join(record.dir, 'home');
  const temp = join(record.dir, 'tmp');
  const { tools, tier } = toolsOf(inputs);
  const [claude, found] = await Promise.all([
    run.claude,
    run.sandbox,
    admitted(run),
    mkdir(home, { recursive: true, mode: 0o700 }),
    mkdir(temp, { recursive: true }),
  ]);
  if (tier === 'write' && record.permit?.tier !== 'write')
    throw new DeniedError(
      'Whoever started this run may only have files read.',
      'Give tools that read, or have somebody with write permission start it.',
    );
  const isolation = chooseIsolation(inputs.sandbox, tier, found);
  if (isolation.kind === 'refused') throw new DeniedError(isolation.message, isolation.remedy);
  const sessionId = randomUUID();
  record.claude = { ...record.claude, version: claude.version, path: claude.path, sessionId };
  const around = await makeSurroundings(run, {
    ...{ isolation, tier, home, temp },
    tree: subject.cwd,
    claudePath: claude.path,
    config: subject.config,
  });
  noteSurroundings(run, { isolation, tier, tools });
  const env = environmentFor(
    run,
    around,
    await pathOutside(run.runner.passOn['PATH'] ?? '', run.runner.workspace),
  );
  let asked = 0;

  const ask: Conversation['ask'] = async (prompt) => {
    const args = claudeArguments({
      ...{ sessionId, tools, tier },
      resume: asked++ > 0,
      instructions: subject.instructions,
      schema: subject.schema,
      model: inputs.model,
      fallbackModel: inputs.fallbackModel,
      maxTurns: run.limits.turns(),
      // The gateway holds the budget; without it there is only Claude's own limit, which counts from the start of its process.
      maxBudgetMicroUsd:
        around.gateway === null ? Math.max(1, run.limits.microUsd() - record.usage.costMicroUsd) : null,
    });
    const { journal } = run;
    journal.append('action.claude_started', {
      path: claude.path,
      version: claude.version,
      args,
      promptChars: prompt.length,
    });
    const saying = runClaude({
      ...around.launcher.command(args, env),
      seenCwd: around.launcher.cwd,
      input: prompt,
      signal: run.signal,
      journal,
      log: run.log.info,
      redact: run.redact,
      metered: metered(around),
    });
    const [said] = await Promise.all([saying, around.gateway?.warmUp()]);
    const answer: ClaudeRun = {
      ...said,
      outcome: withoutSecrets(refusedByGateway(said.outcome, around), run.redact),
      lastText: textWithoutSecrets(said.lastText, run.redact),
    };
    bill(run, answer);
    record.claude = {
      ...record.claude,
      model: answer.model ?? record.claude.model,
      costMicroUsd: answer.claimedMicroUsd ?? record.claude.costMicroUsd,
    };
    sayDrift(run, answer.claimedMicroUsd);
    record.lastText = answer.lastText || record.lastText;
    const swept = await sweep(record.runId);
    journal.append('action.claude_ended', { outcome: answer.outcome.kind, usage: answer.usage, swept });
    return answer;
  };
  return { ask };
}

function environmentFor(
  run: RunContext,
  { launcher, gateway }: Surroundings,
  path: string,
): Readonly<Record<string, string>> {
  const { runner, record } = run;
  return claudeEnvironment({
    passOn: { ...runner.passOn, PATH: path },
    home: launcher.home,
    temp: launcher.temp,
    marker: {
      [runMarker]: record.runId,
      // Should this action be killed, the runner ends what carries it.
      ...(runner.trackingId === '' || launcher.isSandboxed ? {} : { RUNNER_TRACKING_ID: runner.trackingId }),
    },
    access:
      gateway === null
        ? { kind: 'cloud', env: { ...runner.cloud?.env, ...(launcher.isSandboxed ? {} : runner.proxy) } }
        : { kind: 'gateway', url: launcher.baseUrl, credential: gateway.childCredential },
  });
}

function noteSurroundings(
  { journal, log, runner }: RunContext,
  {
    isolation,
    tier,
    tools,
  }: {
    readonly isolation: ReturnType<typeof chooseIsolation>;
    readonly tier: string;
    readonly tools: readonly string[];
  },
): void {
  const sandbox = isolation.kind === 'sandbox' ? `bubblewrap ${isolation.sandbox.version}` : null;
  const why = isolation.kind === 'plain' ? isolation.why : null;
  journal.append('action.surroundings', { tier, tools, sandbox, why, cloud: runner.cloud?.name ?? null });
  log.info(
    `Claude may ${tier === 'read' ? 'read' : 'read, change a copy and run commands'}, ${sandbox === null ? `without a sandbox (${why})` : `in a sandbox (${sandbox})`}`,
  );
}

/** What the gateway has charged so far, for all of the run. */
function metered({ gateway }: Surroundings): (() => ReturnType<typeof usageOfLedger>) | null {
  return gateway === null ? null : () => usageOfLedger(gateway.ledger().entries);
}

/** Claude only sees that a call was refused; why, the gateway knows. */
function refusedByGateway(outcome: ClaudeOutcome, { gateway }: Surroundings): ClaudeOutcome {
  const refusal = gateway?.refusal() ?? null;
  if (outcome.kind !== 'failed' || refusal === null) return outcome;
  const isOurs = ['api_error', 'auth', 'cli_crashed', 'result_invalid'].includes(outcome.failureClass);
  return isOurs ? { kind: 'failed', ...refusal } : outcome;
}

/** Turns are of one process; the ledger has the whole run, Claude's own figures the whole session, a stream its process alone. */
function bill({ record }: RunContext, { usage }: ClaudeRun): void {
  const turns = record.usage.turns + usage.turns;
  const isTotal = usage.source === 'gateway' || usage.source === 'cli';
  const whole = isTotal ? usage : addUsage(record.usage, usage);
  record.usage = { ...whole, turns };
}

/** Two meters that differ mean that one of them counts with wrong prices. */
function sayDrift({ record, log }: RunContext, claimedMicroUsd: number | null): void {
  const { source, costMicroUsd } = record.usage;
  if (source !== 'gateway' || claimedMicroUsd === null) return;
  if (Math.abs(claimedMicroUsd - costMicroUsd) <= costMicroUsd * mostDrift) return;
  log.warn(
    `Claude Code says ${money(claimedMicroUsd)} where ${money(costMicroUsd)} was metered. If the price of the model has changed, give it under prices in the configuration file.`,
  );
}

const mostDrift = 0.02;

/** What Claude says goes to many places; a secret in it goes to none of them. `structured` is a review's to clean: it holds code. */
function withoutSecrets(outcome: ClaudeOutcome, redact: (text: string) => string): ClaudeOutcome {
  if (outcome.kind === 'failed') return { ...outcome, message: textWithoutSecrets(outcome.message, redact) };
  return { ...outcome, text: textWithoutSecrets(outcome.text, redact) };
}
