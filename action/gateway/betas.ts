/**
 * What Claude Code 2.1.329 sends by itself (seen with a key and with an OAuth token, for eleven models), and features that neither cost nor
 * reach out by themselves. The others are taken out of the header: a field that needs one of them is then refused by the API. Of those that
 * Claude Code knows too, code execution, web search, files and MCP reach out, `fast-mode`, `server-side-fallback` and `cache-keepalive` cost.
 */
const allowed = new Set([
  'claude-code-20250219',
  'oauth-2025-04-20',
  'interleaved-thinking-2025-05-14',
  'context-management-2025-06-27',
  'context-1m-2025-08-07',
  'per-turn-control-2026-07-01',
  'mid-conversation-tool-changes-2026-07-01',
  'thinking-token-count-2026-05-13',
  'thinking-display-updates-2026-08-18',
  'effort-2025-11-24',
  'extended-cache-ttl-2025-04-11',
  // Not seen in these runs.
  'structured-outputs-2025-12-15',
  'prompt-caching-scope-2026-01-05',
  'mid-conversation-system-2026-04-07',
  'mid-conversation-system-clear-at-2026-08-21',
  'redact-thinking-2026-02-12',
  'advanced-tool-use-2025-11-20',
  'tool-search-tool-2025-10-19',
  'task-budgets-2026-03-13',
  'token-counting-2024-11-01',
  'claude-code-side-query-2026-09-29',
]);

/** The header with what is allowed of it; none when nothing is. */
export function betaHeader(value: string | readonly string[] | undefined): Readonly<Record<string, string>> {
  const asked = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : [];
  const kept = [...new Set(asked)].filter((name) => allowed.has(name));
  return kept.length === 0 ? {} : { 'anthropic-beta': kept.join(',') };
}
