import { isExactVersion } from './claude-install/exact-version.ts';
import { type AskedTask, askedTasks } from './event/tasks.ts';
import type { Fault } from './fault.ts';
import { type Runner, readRunner } from './runner.ts';

/** The action's inputs, parsed. Empty strings mean "not given". Names follow action.yml. */
export interface Inputs {
  readonly task: AskedTask;
  readonly prompt: string;
  readonly anthropicApiKey: string;
  readonly claudeCodeOauthToken: string;
  readonly anthropicBaseUrl: string;
  readonly githubToken: string;
  readonly model: string;
  readonly fallbackModel: string;
  /** null: no limit but time and money. */
  readonly maxTurns: number | null;
  readonly timeoutMs: number;
  readonly maxBudgetMicroUsd: number;
  readonly claudeVersion: string;
  readonly claudePath: string;
  readonly publish: Publish;
  readonly retentionDays: number | null;
  readonly debug: boolean;
}

export type Publish = 'auto' | 'artifact' | 'none';

const publishModes: readonly Publish[] = ['auto', 'artifact', 'none'];
/** Aliases, full names, provider ids and ARNs, with a context suffix such as `[1m]`; never something that reads as a flag. */
const modelName = /^[A-Za-z0-9][\w.:@/[\]-]{0,199}$/;

/** Parses every input and collects every fault, so that all can be told at once. Faulty ones carry their default. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): {
  readonly inputs: Inputs;
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const text = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const fault = (input: string, problem: string, remedy: string): void => {
    // An address may carry a password.
    faults.push({ input, value: text(input).replace(/\/\/[^/@]*@/, '//…@'), problem, remedy });
  };
  const number = (name: string, fallback: number | null, rule: NumberRule): number | null => {
    const given = text(name);
    if (given === '') return fallback;
    const value = rule.whole ? /^\d+$/.test(given) : /^(\d+(\.\d+)?|\.\d+)$/.test(given);
    if (value && Number(given) >= rule.least && Number(given) <= rule.most) return Number(given);
    const kind = rule.whole ? 'a whole number' : 'a number';
    fault(name, `is not ${kind} from ${rule.least} to ${rule.most}`, `Give digits, as in ${rule.example}`);
    return fallback;
  };
  const choice = <T extends string>(name: string, fallback: T, allowed: readonly T[]): T => {
    const given = text(name);
    if (given === '') return fallback;
    const found = allowed.find((value) => value === given);
    if (found === undefined) fault(name, 'is unknown', `Use one of ${allowed.join(', ')}`);
    return found ?? fallback;
  };
  const matching = (
    name: string,
    test: (value: string) => boolean,
    problem: string,
    remedy: string,
  ): string => {
    const given = text(name);
    if (given === '' || test(given)) return given;
    fault(name, problem, remedy);
    return '';
  };

  const model = (name: string): string =>
    matching(
      name,
      (value) => modelName.test(value),
      'is not a model name',
      'Use an alias such as sonnet or a full model name',
    );
  const version = (value: string): boolean => isExactVersion(value);
  const inputs: Inputs = {
    task: choice('task', 'auto', askedTasks),
    prompt: text('prompt'),
    anthropicApiKey: text('anthropic-api-key'),
    claudeCodeOauthToken: text('claude-code-oauth-token'),
    anthropicBaseUrl: matching(
      'anthropic-base-url',
      isHttpUrl,
      'is not an http(s) address',
      'Give it as https://host/path, without user name or password',
    ),
    githubToken: text('github-token'),
    model: model('model'),
    fallbackModel: model('fallback-model'),
    maxTurns: number('max-turns', null, { whole: true, least: 1, most: 1000, example: '20' }),
    timeoutMs: Math.round(
      (number('timeout-minutes', 30, { whole: false, least: 0.01, most: 7200, example: '30' }) ?? 30) *
        60_000,
    ),
    maxBudgetMicroUsd: Math.round(
      (number('max-budget-usd', 5, { whole: false, least: 0.01, most: 10_000, example: '2.50' }) ?? 5) * 1e6,
    ),
    claudeVersion: matching(
      'claude-version',
      version,
      'is not an exact version',
      'Give all three numbers, as in 2.1.329',
    ),
    claudePath: text('claude-path'),
    publish: choice('publish', 'auto', publishModes),
    retentionDays: number('retention-days', null, { whole: true, least: 1, most: 400, example: '30' }),
    debug: choice('debug', 'false', ['true', 'false']) === 'true',
  };
  return { inputs, faults };
}

interface NumberRule {
  readonly whole: boolean;
  readonly least: number;
  readonly most: number;
  readonly example: string;
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

export interface Environment {
  readonly inputs: Inputs;
  readonly faults: readonly Fault[];
  readonly runner: Runner;
}

/** The one place that reads the process's environment. */
export function readEnvironment(): Environment {
  return { ...readInputs(process.env), runner: readRunner(process.env) };
}
