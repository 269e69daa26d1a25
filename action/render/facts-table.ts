import type { RunFacts } from '../publish/facts.ts';
import { cost, duration, money, plural, tokenTotal } from './figures.ts';
import { commitLink, type RepositoryPage } from './links.ts';
import { titleMarkdown } from './title.ts';

/** What the run was and used, in full. */
export function factsTable(page: RepositoryPage, facts: RunFacts): string {
  const { usage } = facts;
  const { input, output, cacheRead, cacheWrite } = usage.tokens;
  const count = (tokens: number) => tokens.toLocaleString('en-US');
  const rows: readonly (readonly [string, string])[] = [
    ...(facts.headSha === '' ? [] : [['Commit', commitLink(page, facts.headSha)] as const]),
    ...(facts.model === null ? [] : [['Model', titleMarkdown(facts.model, 80)] as const]),
    ['Cost', cost(usage) + perModel(facts)],
    [
      'Tokens',
      `${count(tokenTotal(usage.tokens))}: ${count(input)} in, ${count(output)} out, ${count(cacheRead)} read from the cache, ${count(cacheWrite)} written to it`,
    ],
    ['Time', `${duration(facts.durationMs)}, ${plural(usage.turns, 'turn')}`],
    ...(facts.claudeVersion === null
      ? []
      : [['Claude Code', titleMarkdown(facts.claudeVersion, 40)] as const]),
  ];
  const run = `[${titleMarkdown(facts.runId, 80)}](${facts.runUrl})`;
  const lines = rows.map(([name, value]) => `| ${name} | ${value} |`);
  return [`| Run | ${run} |`, '| :-- | :-- |', ...lines].join('\n');
}

function perModel({ usage }: RunFacts): string {
  if (usage.models.length < 2) return '';
  const split = usage.models.map(
    ({ model, costMicroUsd }) => `${titleMarkdown(model, 80)} ${money(costMicroUsd)}`,
  );
  return ` (${split.join(', ')})`;
}
