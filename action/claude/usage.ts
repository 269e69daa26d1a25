import type { Tokens, Usage } from '../../contract/usage.ts';
import type { AssistantMessage, ResultMessage } from './messages.ts';
import { estimateMicroUsd } from './prices.ts';

const noTokens: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
export const noUsage: Usage = { costMicroUsd: 0, source: 'none', tokens: noTokens, models: [], turns: 0 };

export function totalTokens({ input, output, cacheRead, cacheWrite }: Tokens): number {
  return input + output + cacheRead + cacheWrite;
}

/**
 * What Claude Code says the session has used. Its figures are totals of the whole session, also after `--resume`:
 * a run's usage is this less what the session had used before (`subtractUsage`).
 */
export function usageOfResult(result: ResultMessage): Usage {
  const models = Object.entries(result.modelUsage).map(([model, usage]) => ({
    model,
    costMicroUsd: toMicroUsd(usage.costUSD),
    tokens: {
      input: whole(usage.inputTokens),
      output: whole(usage.outputTokens),
      cacheRead: whole(usage.cacheReadInputTokens),
      cacheWrite: whole(usage.cacheCreationInputTokens),
    },
  }));
  return {
    costMicroUsd: toMicroUsd(result.total_cost_usd),
    source: 'cli',
    tokens: models.reduce((sum, { tokens }) => add(sum, tokens, 1), noTokens),
    models,
    turns: whole(result.num_turns ?? 0),
  };
}

/** `total` less `before`, model by model; never below zero. */
export function subtractUsage(total: Usage, before: Usage): Usage {
  const models = total.models.map((entry) => {
    const earlier = before.models.find(({ model }) => model === entry.model);
    if (earlier === undefined) return entry;
    const costMicroUsd = Math.max(0, entry.costMicroUsd - earlier.costMicroUsd);
    return { model: entry.model, costMicroUsd, tokens: add(entry.tokens, earlier.tokens, -1) };
  });
  return {
    ...total,
    costMicroUsd: Math.max(0, total.costMicroUsd - before.costMicroUsd),
    tokens: add(total.tokens, before.tokens, -1),
    models,
  };
}

/** Both together, model by model. */
export function addUsage(a: Usage, b: Usage): Usage {
  if (a.source === 'none') return b;
  const names = [...new Set([...a.models, ...b.models].map(({ model }) => model))];
  const of = (usage: Usage, name: string): Usage['models'][number] =>
    usage.models.find(({ model }) => model === name) ?? { model: name, costMicroUsd: 0, tokens: noTokens };
  return {
    source: b.source === 'none' ? a.source : b.source,
    costMicroUsd: a.costMicroUsd + b.costMicroUsd,
    turns: a.turns + b.turns,
    tokens: add(a.tokens, b.tokens, 1),
    models: names.map((model) => {
      const [one, other] = [of(a, model), of(b, model)];
      return {
        model,
        costMicroUsd: one.costMicroUsd + other.costMicroUsd,
        tokens: add(one.tokens, other.tokens, 1),
      };
    }),
  };
}

/** What the stream has shown so far. A message comes once per content block: the last of an id counts, once. */
export function createStreamUsage(): {
  readonly add: (message: AssistantMessage) => void;
  readonly current: () => Usage;
} {
  const byMessage = new Map<string, { readonly model: string; readonly tokens: Tokens }>();
  return {
    add: ({ message }) => {
      if (message.usage === undefined || message.model === '<synthetic>') return;
      const { usage } = message;
      const tokens: Tokens = {
        input: whole(usage.input_tokens),
        output: whole(usage.output_tokens),
        cacheRead: whole(usage.cache_read_input_tokens),
        cacheWrite: whole(usage.cache_creation_input_tokens),
      };
      byMessage.set(message.id, { model: message.model ?? 'unknown', tokens });
    },
    current: () => summarise([...byMessage.values()]),
  };
}

function summarise(messages: readonly { readonly model: string; readonly tokens: Tokens }[]): Usage {
  if (messages.length === 0) return noUsage;
  const models = [...Map.groupBy(messages, ({ model }) => model)].map(([model, entries]) => {
    const tokens = entries.reduce((sum, entry) => add(sum, entry.tokens, 1), noTokens);
    return { model, tokens, costMicroUsd: estimateMicroUsd(model, tokens) };
  });
  return {
    costMicroUsd: models.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
    source: 'estimate',
    tokens: models.reduce((sum, { tokens }) => add(sum, tokens, 1), noTokens),
    models,
    turns: messages.length,
  };
}

function add(a: Tokens, b: Tokens, sign: 1 | -1): Tokens {
  const field = (name: keyof Tokens): number => Math.max(0, a[name] + sign * b[name]);
  return {
    input: field('input'),
    output: field('output'),
    cacheRead: field('cacheRead'),
    cacheWrite: field('cacheWrite'),
  };
}

const whole = (value: number | null | undefined): number => Math.max(0, Math.round(value ?? 0));
const toMicroUsd = (usd: number): number => whole(usd * 1e6);
