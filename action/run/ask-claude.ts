import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { claudeArguments, claudeEnvironment } from '../claude/arguments.ts';
import type { ClaudeOutcome } from '../claude/outcome.ts';
import { type ClaudeRun, runClaude } from '../claude/run-claude.ts';
import { runMarker, sweep } from '../claude/sweep.ts';
import { addUsage, noUsage, subtractUsage } from '../claude/usage.ts';
import type { RunContext } from './context.ts';

interface Subject {
  readonly instructions: string;
  readonly schema: unknown;
  readonly cwd: string;
}

export interface Conversation {
  readonly ask: (prompt: string) => Promise<ClaudeRun>;
}

/** A session of Claude for one run: the first question starts it, further ones continue it, all within the run's limits. */
export async function startConversation(run: RunContext, question: Subject): Promise<Conversation> {
  const { inputs, runner, record } = run;
  const home = join(record.dir, 'home');
  const temp = join(record.dir, 'tmp');
  const [claude] = await Promise.all([
    run.claude,
    mkdir(home, { recursive: true, mode: 0o700 }),
    mkdir(temp, { recursive: true }),
  ]);
  const sessionId = randomUUID();
  record.claude = { ...record.claude, version: claude.version, path: claude.path, sessionId };
  const env = claudeEnvironment({
    passOn: runner.passOn,
    home,
    temp,
    apiKey: inputs.anthropicApiKey,
    oauthToken: inputs.claudeCodeOauthToken,
    baseUrl: inputs.anthropicBaseUrl,
    marker: { [runMarker]: record.runId },
  });
  // A new session has used nothing.
  const before = noUsage;
  let asked = 0;

  const ask: Conversation['ask'] = async (prompt) => {
    const args = claudeArguments({
      sessionId,
      resume: asked++ > 0,
      instructions: question.instructions,
      schema: question.schema,
      model: inputs.model,
      fallbackModel: inputs.fallbackModel,
      maxTurns: inputs.maxTurns,
      // Claude's own limit counts from the start of its process, so what is spent comes off.
      maxBudgetMicroUsd: Math.max(1, inputs.maxBudgetMicroUsd - record.usage.costMicroUsd),
    });
    const { journal } = run;
    journal.append('action.claude_started', {
      path: claude.path,
      version: claude.version,
      args,
      promptChars: prompt.length,
    });
    const said = await runClaude({
      path: claude.path,
      args,
      env,
      cwd: question.cwd,
      input: prompt,
      signal: run.signal,
      journal,
      log: run.log.info,
    });
    const answer: ClaudeRun = {
      ...said,
      outcome: withoutSecrets(said.outcome, run.redact),
      lastText: run.redact(said.lastText),
    };
    // Claude reports the session's totals, of which the run's part is what came since; a stream, and turns, are of its process alone.
    const turns = record.usage.turns + answer.usage.turns;
    const usage =
      answer.usage.source === 'cli'
        ? subtractUsage(answer.usage, before)
        : addUsage(record.usage, answer.usage);
    record.usage = { ...usage, turns };
    record.claude = { ...record.claude, model: answer.model ?? record.claude.model };
    record.lastText = answer.lastText || record.lastText;
    const swept = await sweep(record.runId);
    journal.append('action.claude_ended', { outcome: answer.outcome.kind, usage: answer.usage, swept });
    return answer;
  };
  return { ask };
}

/** What Claude says goes to many places; a secret in it goes to none of them. */
function withoutSecrets(outcome: ClaudeOutcome, redact: (text: string) => string): ClaudeOutcome {
  if (outcome.kind === 'failed') return { ...outcome, message: redact(outcome.message) };
  const structured =
    outcome.structured === undefined ? undefined : JSON.parse(redact(JSON.stringify(outcome.structured)));
  return { kind: 'answered', structured, text: redact(outcome.text) };
}
