import type { RunFacts } from '../../../action/publish/facts.ts';

export const page = { serverUrl: 'https://github.com', owner: 'acme', repo: 'widgets' };

export const facts: RunFacts = {
  runId: '7-1',
  runUrl: 'https://github.com/acme/widgets/actions/runs/7',
  headSha: 'abc1234def5678abc1234def5678abc1234def56',
  model: 'claude-sonnet-5',
  durationMs: 125_000,
  usage: {
    costMicroUsd: 234_500,
    source: 'cli',
    tokens: { input: 5200, output: 3100, cacheRead: 71_000, cacheWrite: 12_000 },
    models: [],
    turns: 12,
  },
  claudeVersion: '2.1.329',
  notReviewed: [],
  warnings: [],
};
