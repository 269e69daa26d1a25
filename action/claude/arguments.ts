import type { Tier } from '../tier.ts';

export interface ClaudeArguments {
  readonly sessionId: string;
  /** Continue that session instead of starting it. */
  readonly resume: boolean;
  readonly instructions: string;
  /** JSON Schema of the answer; null for free text. */
  readonly schema: unknown;
  readonly model: string;
  readonly fallbackModel: string;
  readonly maxTurns: number | null;
  /** Null: something else holds the budget. */
  readonly maxBudgetMicroUsd: number | null;
  readonly tools: readonly string[];
  readonly tier: Tier;
}

/**
 * Claude can use its tools below its working directory and nothing else. `--restricted` ignores
 * settings, hooks, plugins and CLAUDE.md of the checkout; `--tools` is what limits the tools (`--allowedTools`
 * only pre-approves). Text of the pull request is never among the arguments: it comes by stdin.
 */
export function claudeArguments(options: ClaudeArguments): readonly string[] {
  return [
    ...['-p', '--output-format', 'stream-json', '--verbose'],
    ...[
      '--restricted',
      '--strict-mcp-config',
      '--disable-slash-commands',
      '--tools',
      options.tools.join(','),
      // Nobody is there to be asked; what contains these is the sandbox.
      ...(options.tier === 'write' ? ['--allowedTools', options.tools.filter(changes).join(',')] : []),
      '--permission-prompts',
      'none',
    ],
    ...[options.resume ? '--resume' : '--session-id', options.sessionId],
    ...['--append-system-prompt', options.instructions],
    ...(options.schema === null ? [] : ['--json-schema', JSON.stringify(options.schema)]),
    ...(options.model === '' ? [] : ['--model', options.model]),
    ...(options.fallbackModel === '' ? [] : ['--fallback-model', options.fallbackModel]),
    ...(options.maxTurns === null ? [] : ['--max-turns', String(options.maxTurns)]),
    ...(options.maxBudgetMicroUsd === null
      ? []
      : ['--max-budget-usd', (options.maxBudgetMicroUsd / 1e6).toFixed(6)]),
  ];
}

const changes = (tool: string): boolean => ['Edit', 'Write', 'Bash'].includes(tool);

/** Transient API faults are retried by Claude Code this often, some 15 s in all; the run says so in its log. */
const maxApiRetries = 4;

export interface ClaudeEnvironment {
  readonly passOn: Readonly<Record<string, string>>;
  readonly home: string;
  readonly temp: string;
  readonly access: ModelAccess;
  readonly marker: Readonly<Record<string, string>>;
}

/** How Claude reaches the model: through the gateway with a credential that is worth nothing elsewhere, or a cloud with the job's own. */
export type ModelAccess =
  | {
      readonly kind: 'gateway';
      readonly url: string;
      readonly credential: { readonly kind: 'api-key' | 'oauth'; readonly value: string };
    }
  | { readonly kind: 'cloud'; readonly env: Readonly<Record<string, string>> };

/** Claude's whole environment, from an allow-list: no GitHub token, no runner variable, an empty home of its own. */
export function claudeEnvironment(options: ClaudeEnvironment): Readonly<Record<string, string>> {
  return {
    ...options.passOn,
    ...options.marker,
    HOME: options.home,
    TMPDIR: options.temp,
    ...accessVariables(options.access),
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_MAX_RETRIES: String(maxApiRetries),
  };
}

function accessVariables(access: ModelAccess): Readonly<Record<string, string>> {
  if (access.kind === 'cloud') return access.env;
  const { kind, value } = access.credential;
  return {
    ANTHROPIC_BASE_URL: access.url,
    [kind === 'api-key' ? 'ANTHROPIC_API_KEY' : 'CLAUDE_CODE_OAUTH_TOKEN']: value,
  };
}
