import { type Static, Type } from 'typebox';
import { mostRunsPerHour, runsPerHour } from '../gate/attempts.ts';
import type { PriceOverride } from '../gateway/price-table.ts';
import { domainPattern } from './domain-pattern.ts';

/** US dollars for a million tokens. */
const Usd = Type.Number({
  minimum: 0,
  maximum: 10_000,
  description: 'a number of US dollars for a million tokens',
});

const PriceEntry = Type.Object(
  {
    model: Type.String({
      pattern: '^[A-Za-z0-9*][\\w.:@/*-]{0,199}$',
      description: 'the name of a model, * standing for any letters',
    }),
    from: Type.String({ format: 'date', description: 'a date such as 2026-11-01' }),
    input: Usd,
    output: Usd,
    'cache-read': Usd,
    'cache-write-5m': Type.Optional(Usd),
    'cache-write-1h': Type.Optional(Usd),
  },
  { additionalProperties: false, description: 'a price: model, from, input, output and cache-read' },
);

/**
 * `.github/claude-orchestrator.yml`. A `description` says what is expected, as the end of "is not …": the faults are made of it.
 * The bounds keep a slip of the keyboard from becoming a rule.
 */
export const ConfigFile = Type.Object(
  {
    guidance: Type.Optional(Type.Boolean({ description: 'true or false' })),
    'allowed-domains': Type.Optional(
      Type.Array(
        Type.String({
          pattern: domainPattern.source,
          description:
            'a host name such as registry.npmjs.org or *.example.com, without https:// and without a path',
        }),
        { maxItems: 200, description: 'a list of at most 200 host names' },
      ),
    ),
    prices: Type.Optional(
      Type.Array(PriceEntry, { maxItems: 200, description: 'a list of at most 200 prices' }),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          'runs-per-hour': Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: mostRunsPerHour,
              description: `a whole number from 1 to ${mostRunsPerHour}`,
            }),
          ),
        },
        { additionalProperties: false, description: 'a group of limits' },
      ),
    ),
    review: Type.Optional(
      Type.Object(
        {
          ignore: Type.Optional(
            Type.Array(Type.String({ minLength: 1, maxLength: 300, description: 'a pattern of paths' }), {
              maxItems: 200,
              description: 'a list of at most 200 patterns',
            }),
          ),
        },
        { additionalProperties: false, description: 'a group of settings of the review' },
      ),
    ),
  },
  { additionalProperties: false, description: 'a list of keys and values' },
);
export type ConfigFile = Static<typeof ConfigFile>;

/** The rules of a repository that are not the workflow's to give, with their defaults filled in. */
export interface Config {
  /** Whether the repository's CLAUDE.md is given to the model. */
  readonly guidance: boolean;
  readonly allowedDomains: readonly string[];
  readonly prices: readonly PriceOverride[];
  readonly limits: { readonly runsPerHour: number };
  /** Patterns of paths that are not sent to the model. */
  readonly review: { readonly ignore: readonly string[] };
}

export const defaultConfig: Config = {
  guidance: true,
  allowedDomains: [],
  prices: [],
  limits: { runsPerHour },
  review: { ignore: [] },
};

export function configOf(file: ConfigFile): Config {
  return {
    guidance: file.guidance ?? defaultConfig.guidance,
    allowedDomains: file['allowed-domains'] ?? defaultConfig.allowedDomains,
    prices: (file.prices ?? []).map(priceRow),
    limits: { runsPerHour: file.limits?.['runs-per-hour'] ?? defaultConfig.limits.runsPerHour },
    review: { ignore: file.review?.ignore ?? defaultConfig.review.ignore },
  };
}

function priceRow(entry: Static<typeof PriceEntry>): PriceOverride {
  const { model, from, input, output } = entry;
  const row = { model, from, input, output, cacheRead: entry['cache-read'] };
  const [short, long] = [entry['cache-write-5m'], entry['cache-write-1h']];
  return {
    ...row,
    ...(short === undefined ? {} : { cacheWrite5m: short }),
    ...(long === undefined ? {} : { cacheWrite1h: long }),
  };
}
