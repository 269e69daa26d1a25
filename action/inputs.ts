import { isExactVersion } from './claude-install/exact-version.ts';
import { domainPattern } from './config/domain-pattern.ts';
import { type AskedTask, askedTasks } from './event/tasks.ts';
import type { Fault } from './fault.ts';
import { inputList } from './input-list.ts';
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
  readonly sandbox: SandboxMode;
  /** Host names, `*.` before one for those below it, `:port` after one for another port than 443. */
  readonly allowedDomains: readonly string[];
  /** Logins or numeric ids; `*` for every bot. */
  readonly allowedBots: readonly string[];
  /** Logins or numeric ids; `*` for everyone. */
  readonly allowedActors: readonly string[];
  /** Empty: the tools of the task's tier. */
  readonly tools: readonly Tool[];
  /** Path in the repository, read from the base branch. */
  readonly configPath: string;
  /** Empty: none. Without a slash at its end. */
  readonly coordinatorUrl: string;
  readonly coordinatorToken: string;
  readonly coordinatorRequired: boolean;
  /** `auto`, `new`, or the id of one. */
  readonly session: string;
  readonly publish: Publish;
  readonly retentionDays: number | null;
  readonly debug: boolean;
}

export type Publish = 'auto' | 'artifact' | 'none';
export type SandboxMode = 'auto' | 'required' | 'off';
export type Tool = (typeof tools)[number];

const sandboxModes: readonly SandboxMode[] = ['auto', 'required', 'off'];
const tools = ['Read', 'Grep', 'Glob', 'Edit', 'Write', 'Bash'] as const;
/** A login as GitHub allows it, a bot's with its suffix, or a numeric id. */
const account = /^(\*|\d{1,15}|[A-Za-z0-9](-?[A-Za-z0-9]){0,38}(\[bot\])?)$/;
/** Relative, without `..`, not a flag. */
const repositoryPath = /^(?![-/])(?!.*(^|\/)\.\.?(\/|$))[\w./@ -]{1,200}$/;
const publishModes: readonly Publish[] = ['auto', 'artifact', 'none'];
/** Aliases, full names, provider ids and ARNs, with a context suffix such as `[1m]`; never something that reads as a flag. */
const modelName = /^[A-Za-z0-9][\w.:@/[\]-]{0,199}$/;

const sessionName = /^(auto|new|[A-Za-z0-9_-]{8,80})$/;
/** `co_`, the secret, its checksum. */
const apiToken = /^co_[0-9A-Za-z]{46}$/;

const defaultConfigPath = '.github/claude-orchestrator.yml';

/** Parses every input and collects every fault, so that all can be told at once. Faulty ones carry their default. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): {
  readonly inputs: Inputs;
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const text = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const fault = (input: string, problem: string, remedy: string): void => {
    // An address may carry a password, and a token is one.
    const value = input.endsWith('-token') ? '' : text(input).replace(/\/\/[^/@]*@/, '//…@');
    faults.push({ input, value, problem, remedy });
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

  const list = (
    name: string,
    test: (value: string) => boolean,
    problem: string,
    remedy: string,
  ): string[] => {
    const [good, bad] = [
      inputList(text(name)).filter(test),
      inputList(text(name)).filter((value) => !test(value)),
    ];
    if (bad.length > 0) fault(name, `${problem}: ${bad.join(', ')}`, remedy);
    return good;
  };
  const accounts = (name: string): string[] =>
    list(
      name,
      (value) => account.test(value),
      'holds what is neither a login nor a numeric id',
      'Give logins or numeric ids, separated by commas, or * for all',
    );
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
    sandbox: choice('sandbox', 'auto', sandboxModes),
    allowedDomains: list(
      'allowed-domains',
      (value) => domainPattern.test(value),
      'holds what is not a host name',
      'Give names such as registry.npmjs.org or *.example.com, without https:// and path; addresses are not accepted',
    ),
    allowedBots: accounts('allowed-bots'),
    allowedActors: accounts('allowed-actors'),
    tools: list(
      'tools',
      (value) => tools.some((tool) => tool === value),
      'holds an unknown tool',
      `Use ${tools.join(', ')}, separated by commas`,
    ) as Tool[],
    configPath:
      matching(
        'config',
        (value) => repositoryPath.test(value),
        'is not a path in the repository',
        'Give it from the repository root, as in .github/claude-orchestrator.yml',
      ) || defaultConfigPath,
    coordinatorUrl: matching(
      'coordinator-url',
      isCoordinatorUrl,
      'is not an https address',
      'Give it as https://host/path, without user name, password, ? and #; http is taken for localhost only, for a token is sent there',
    ).replace(/\/+$/, ''),
    coordinatorToken: matching(
      'coordinator-token',
      (value) => apiToken.test(value),
      'is not an API token of a coordinator',
      'Give all of it, from co_ on, out of a secret',
    ),
    coordinatorRequired: choice('coordinator-required', 'false', ['true', 'false']) === 'true',
    session:
      matching(
        'session',
        (value) => sessionName.test(value),
        'is not a session',
        'Use auto, new, or the id of a session',
      ) || 'auto',
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

/** A token goes there: in plain text only to this machine. */
function isCoordinatorUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !isHttpUrl(text) || /[?#]/.test(text)) return false;
  return url.protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
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
