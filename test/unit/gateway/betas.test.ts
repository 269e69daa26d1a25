import { expect, it } from 'vitest';
import { betaHeader } from '../../../action/gateway/betas.ts';

it('passes what Claude Code sends', () => {
  const sent =
    'claude-code-20250219,oauth-2025-04-20,context-1m-2025-08-07,interleaved-thinking-2025-05-14,context-management-2025-06-27,per-turn-control-2026-07-01,mid-conversation-tool-changes-2026-07-01,thinking-token-count-2026-05-13,effort-2025-11-24,thinking-display-updates-2026-08-18,extended-cache-ttl-2025-04-11';
  expect(betaHeader(sent)).toEqual({ 'anthropic-beta': sent });
});

it.each([
  'code-execution-2025-08-25',
  'mcp-client-2025-04-04',
  'files-api-2025-04-14',
  'web-fetch-2025-09-10',
  'fast-mode-2026-02-01',
  'server-side-fallback-2026-06-01',
  'compact-2026-01-12',
  'teleport-2029-01-01',
])('takes %s out', (name) => {
  expect(betaHeader(`effort-2025-11-24, ${name},oauth-2025-04-20`)).toEqual({
    'anthropic-beta': 'effort-2025-11-24,oauth-2025-04-20',
  });
});

it.each([undefined, '', 'fast-mode-2026-02-01', ['effort-2025-11-24']])('sends none for %s', (value) => {
  expect(betaHeader(value)).toEqual({});
});
