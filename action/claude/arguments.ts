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
  readonly maxBudgetMicroUsd: number;
}

/**
 * The read tier: Claude can look at files below its working directory and nothing else. `--restricted` ignores
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
      'Read,Grep,Glob',
      '--permission-prompts',
      'none',
    ],
    ...[options.resume ? '--resume' : '--session-id', options.sessionId],
    ...['--append-system-prompt', options.instructions],
    ...(options.schema === null ? [] : ['--json-schema', JSON.stringify(options.schema)]),
    ...(options.model === '' ? [] : ['--model', options.model]),
    ...(options.fallbackModel === '' ? [] : ['--fallback-model', options.fallbackModel]),
    ...(options.maxTurns === null ? [] : ['--max-turns', String(options.maxTurns)]),
    ...['--max-budget-usd', (options.maxBudgetMicroUsd / 1e6).toFixed(6)],
  ];
}

/** Transient API faults are retried by Claude Code this often, some 15 s in all; the run says so in its log. */
const maxApiRetries = 4;

export interface ClaudeEnvironment {
  readonly passOn: Readonly<Record<string, string>>;
  readonly home: string;
  readonly temp: string;
  readonly apiKey: string;
  readonly oauthToken: string;
  readonly baseUrl: string;
  readonly marker: Readonly<Record<string, string>>;
}

/** Claude's whole environment, from an allow-list: no GitHub token, no runner variable, an empty home of its own. */
export function claudeEnvironment(options: ClaudeEnvironment): Readonly<Record<string, string>> {
  return {
    ...options.passOn,
    ...options.marker,
    HOME: options.home,
    TMPDIR: options.temp,
    ...(options.apiKey === '' ? {} : { ANTHROPIC_API_KEY: options.apiKey }),
    ...(options.oauthToken === '' || options.apiKey !== ''
      ? {}
      : { CLAUDE_CODE_OAUTH_TOKEN: options.oauthToken }),
    ...(options.baseUrl === '' ? {} : { ANTHROPIC_BASE_URL: options.baseUrl }),
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_MAX_RETRIES: String(maxApiRetries),
  };
}
