import type { FailureClass } from '../../contract/failure-class.ts';
import { redactedHead } from '../../contract/redact/cut.ts';
import type { Usage } from '../../contract/usage.ts';
import type { Containment } from './containment.ts';
import type { Line } from './lines.ts';
import { type Message, type ResultMessage, readMessage, typeOf } from './messages.ts';
import { type ClaudeOutcome, classifyOutcome } from './outcome.ts';
import { runProcess } from './process.ts';
import { describeMessage } from './progress.ts';
import { createStreamUsage, usageOfResult } from './usage.ts';

/** Why a run is stopped from outside: the reason that its AbortSignal carries. */
export interface Stop {
  readonly failureClass: FailureClass;
  readonly message: string;
}

export interface RunClaudeOptions {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly containment: Containment;
  /** The working directory as Claude names it. */
  readonly seenCwd: string;
  readonly input: string;
  /** Aborted with a `Stop` as its reason. */
  readonly signal: AbortSignal;
  readonly journal: {
    readonly append: (type: string, data: unknown) => void;
    readonly ready: () => Promise<void>;
  };
  readonly log: (line: string) => void;
  /** For what is cut here: later it could not be told any more. */
  readonly redact: (text: string) => string;
  /** What the gateway has charged; null where there is none, and Claude's own figures count. */
  readonly metered: (() => Usage) | null;
}

export interface ClaudeRun {
  readonly outcome: ClaudeOutcome;
  /** The gateway's; else totals of the session where Claude reported them; else what this process's stream showed. */
  readonly usage: Usage;
  /** What Claude itself says the session has cost; null where it did not say. */
  readonly claimedMicroUsd: number | null;
  readonly model: string | null;
  readonly lastText: string;
}

/** Runs Claude once: every line of its stream becomes an event, a person can follow it in the log, and the end is classified. */
export async function runClaude(options: RunClaudeOptions): Promise<ClaudeRun> {
  const stream = createStreamUsage();
  const usage = (): Usage => shownUsage(stream.current(), options.metered);
  const own = new AbortController();
  let result: ResultMessage | null = null;
  let model: string | null = null;
  let lastText = '';

  const take = (message: Message): void => {
    if (message.kind === 'assistant') {
      stream.add(message.assistant);
      lastText = textOf(message.assistant.message.content) || lastText;
    }
    if (message.kind === 'init') model = message.init.model;
    if (message.kind === 'result') result = message.result;
    // Claude would ask again for minutes; a key that is refused once stays refused.
    if (message.kind === 'retry' && isRefusal(message.retry.error_status)) {
      own.abort({
        failureClass: 'auth',
        message: `The model API refused the credential (${message.retry.error_status}).`,
      } satisfies Stop);
    }
    const described = describeMessage(message, {
      usage: usage(),
      cwd: options.seenCwd,
      redact: options.redact,
    });
    for (const line of described) options.log(line);
  };
  const signal = AbortSignal.any([options.signal, own.signal]);
  const end = await runProcess({
    ...options,
    signal,
    onLine: (line) => takeLine(line, take, options),
  });
  const stoppedFor = signal.aborted ? (signal.reason as Stop) : null;
  return {
    outcome: classifyOutcome({ result, end, stoppedFor, lastText, redact: options.redact }),
    usage: options.metered === null ? billOf(result, stream.current()) : usage(),
    claimedMicroUsd: result === null ? null : usageOfResult(result).costMicroUsd,
    model,
    lastText,
  };
}

async function takeLine(
  line: Line,
  take: (message: Message) => void,
  { journal, redact }: Pick<RunClaudeOptions, 'journal' | 'redact'>,
): Promise<void> {
  if (line.kind === 'overlong') {
    journal.append('action.line_dropped', { bytes: line.bytes, why: 'longer than the limit of one line' });
    return;
  }
  if (line.text.trim() === '') return;
  const value = parseJson(line.text);
  if (value === undefined) {
    const text = redactedHead(line.text, { mostChars: 1000, redact });
    journal.append('action.line_unreadable', { text, chars: line.text.length });
    return;
  }
  try {
    journal.append(`claude.${typeOf(value)}`, value);
    take(readMessage(value));
  } catch (error) {
    // Nested so deeply that it can be parsed but not written: one line must not cost the run.
    journal.append('action.line_unreadable', { why: String(error), chars: line.text.length });
  }
  await journal.ready();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(content: readonly { readonly type: string; readonly text?: string }[]): string {
  return content
    .flatMap((block) => (block.type === 'text' && block.text !== undefined ? [block.text] : []))
    .join('\n')
    .trim();
}

const isRefusal = (status: number | null | undefined): boolean => status === 401 || status === 403;

/** The gateway meters; turns are counted as the log shows them. */
function shownUsage(stream: Usage, metered: RunClaudeOptions['metered']): Usage {
  return metered === null ? stream : { ...metered(), turns: stream.turns };
}

/** Claude's own figures where it gives them; turns as the log counts them, one for each answer of the model. */
function billOf(result: ResultMessage | null, shown: Usage): Usage {
  if (result === null || result.modelUsage == null || result.total_cost_usd == null) return shown;
  return { ...usageOfResult(result), turns: shown.turns };
}
