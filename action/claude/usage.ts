import type { Tokens, Usage } from '../../contract/usage.ts';
import { estimateMicroUsd } from '../gateway/prices.ts';
import type { ApiUsage, AssistantMessage, ResultMessage } from './messages.ts';

const noTokens: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
export const noUsage: Usage = { costMicroUsd: 0, source: 'none', tokens: noTokens, models: [], turns: 0 };

export function totalTokens({ input, output, cacheRead, cacheWrite }: Tokens): number {
  return input + output + cacheRead + cacheWrite;
}

/** What Claude Code says the session has used: totals of the whole session, also after `--resume`. */
export function usageOfResult(result: ResultMessage): Usage {
  const models = Object.entries(result.modelUsage ?? {}).map(([model, usage]) => ({
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
    turns: 0,
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
  const byMessage = new Map<string, Tokens>();
  // Totals are kept as they grow: they are asked for at every line of the stream.
  const byModel = new Map<string, Tokens>();
  return {
    add: ({ message }) => {
      if (message.usage === undefined || message.model === '<synthetic>') return;
      const model = message.model ?? 'unknown';
      const tokens = tokensOf(message.usage);
      const before = byMessage.get(message.id) ?? noTokens;
      byMessage.set(message.id, tokens);
      byModel.set(model, add(add(byModel.get(model) ?? noTokens, before, -1), tokens, 1));
    },
    current: () => (byMessage.size === 0 ? noUsage : estimate(byModel, byMessage.size)),
  };
}

function tokensOf(usage: ApiUsage): Tokens {
  return {
    input: whole(usage.input_tokens),
    output: whole(usage.output_tokens),
    cacheRead: whole(usage.cache_read_input_tokens),
    cacheWrite: whole(usage.cache_creation_input_tokens),
  };
}

function estimate(byModel: ReadonlyMap<string, Tokens>, turns: number): Usage {
  const models = [...byModel].map(([model, tokens]) => ({
    model,
    tokens,
    costMicroUsd: estimateMicroUsd(model, tokens),
  }));
  return {
    costMicroUsd: models.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
    source: 'estimate',
    tokens: models.reduce((sum, { tokens }) => add(sum, tokens, 1), noTokens),
    models,
    turns,
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

/** A count or an amount that makes no sense counts as nothing, rather than costing the answer it came with. */
function whole(value: number | null | undefined): number {
  const rounded = Math.round(value ?? 0);
  return Number.isSafeInteger(rounded) && rounded > 0 ? rounded : 0;
}
const toMicroUsd = (usd: number | null | undefined): number => whole((usd ?? 0) * 1e6);
