import type { RunFacts } from '../publish/facts.ts';
import { cost, duration, plural, shortCount, tokenTotal } from './figures.ts';
import { commitLink, type RepositoryPage } from './links.ts';
import { titleMarkdown } from './title.ts';

/** The small print under every page: commit, model, turns, cost, tokens, time, and the way to the run. */
export function factsLine(page: RepositoryPage, facts: RunFacts): string {
  const { usage } = facts;
  const tokens = tokenTotal(usage.tokens);
  const cached = usage.tokens.cacheRead;
  const parts = [
    ...(facts.headSha === '' ? [] : [commitLink(page, facts.headSha)]),
    ...(facts.model === null ? [] : [titleMarkdown(facts.model, 80)]),
    ...(usage.turns === 0 ? [] : [plural(usage.turns, 'turn')]),
    cost(usage),
    ...(tokens === 0
      ? []
      : [`${shortCount(tokens)} tokens${cached === 0 ? '' : ` (${shortCount(cached)} cached)`}`]),
    duration(facts.durationMs),
    ...(facts.claudeVersion === null ? [] : [`Claude Code ${titleMarkdown(facts.claudeVersion, 40)}`]),
    `[run](${facts.runUrl})`,
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}
