import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleReportDescriptor } from '@secretlint/types';
import { type Range, redacted } from './range.ts';

/** Left out: what reads files, what lets a text switch the rules off, and what hides a whole URL where our own rule hides its password. */
const leftOut = ['gcp', 'filter-comments', 'basicauth', 'database-connection-string'];

type Rule = (typeof rules)[number];
type Report = SecretLintRuleReportDescriptor;
type Source = Parameters<NonNullable<ReturnType<Rule['create']>['file']>>[0];

const prefix = '@secretlint/secretlint-rule-';

/** How each rule's pattern begins. A rule without an entry would never be asked: a test goes through all of them. */
export const libraryAnchors: Readonly<Record<string, RegExp>> = {
  aws: /(?:SECRET|[sS]ecret)_?(?:ACCESS|[aA]ccess)/,
  privatekey: /-----BEGIN/,
  npm: /npm_\w{6}|_authToken=|x-oauth-basic/,
  slack: /xox[bpao r]-|xapp-|hooks\.slack\.com/,
  sendgrid: /SG\./,
  shopify: /shp(?:pa|ca|at|ss)_/,
  stripe: /[sr]k_(?:live|test)_/,
  github: /gh[opusr]_|github_pat_/,
  gitlab: /glpat-/,
  grafana: /gl(?:c|sa)_/,
  openai: /sk-[\w-]{8}/,
  anthropic: /sk-ant-/,
  groq: /gsk_/,
  huggingface: /hf_[a-zA-Z]{12}/,
  linear: /lin_api_/,
  notion: /ntn_/,
  '1password': /ops_ey/,
  'hashicorp-vault': /hv[sbr]\./,
  vercel: /vc[piark]_/,
  databricks: /dapi[A-Fa-f0-9]{8}/,
  docker: /dckr_pat_/,
  figma: /figd_/,
  cloudflare: /cf(?:k|ut|at)_/,
  tailscale: /tskey-/,
};

/** The library's rules, called by hand: its own runner is asynchronous, and gives up a text that says `secretlint-disable`. */
export function createLibraryRules(): (text: string) => readonly Range[] {
  let reports: Report[] = [];
  const handlers = libraryRules().map(({ name, rule }) => {
    const handler = rule.create(
      {
        sharedOptions: {},
        createTranslator: () => untranslated as never,
        report: (report) => reports.push(report),
        ignore: () => undefined,
      },
      {},
    );
    return { name, handler };
  });
  return (text) => {
    // The rule for npm looks for `_authToken` in a file of this name only.
    const source = { content: text, filePath: '.npmrc', ext: '', contentType: 'text' } as unknown;
    return handlers.flatMap(({ name, handler }) => {
      reports = [];
      void handler.file?.(source as Source);
      return reports.map((report) => rangeOf(text, report, name));
    });
  };
}

const untranslated = (messageId: string, data?: object): object => ({ message: '', messageId, data });

export function libraryRules(): readonly { readonly name: string; readonly rule: Rule }[] {
  return rules
    .map((rule) => ({ name: rule.meta.id.slice(prefix.length), rule }))
    .filter(({ name }) => !leftOut.includes(name));
}

/**
 * Some rules report the place of a secret's name with the length of the secret, which would leave its end standing: what their
 * message names is looked for. It ends at a blank or a quote, except for a key of several lines.
 */
function rangeOf(text: string, { message, range }: Report, name: string): Range {
  const mark = `${redacted.slice(0, -1)}:${name}]`;
  const [start, end] = range;
  const named = Object.values((message as { readonly data?: object }).data ?? {})
    .filter((value) => typeof value === 'string')
    .map((value) => ({ value, at: text.indexOf(value, start) }))
    .filter(({ value, at }) => value.length >= 8 && at !== -1 && at <= end)
    .toSorted((a, b) => b.value.length - a.value.length)[0];
  if (named === undefined) return { start, end, mark };
  const value = named.value.startsWith('-----BEGIN') ? named.value : /^[^\s"'<>\\]*/.exec(named.value)?.[0];
  return { start: named.at, end: named.at + (value ?? named.value).length, mark };
}
