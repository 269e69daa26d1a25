import { parseArgs } from 'node:util';
import { Value } from 'typebox/value';
import { TokenName } from '../../contract/api-token.ts';
import { type Scope, scopes } from '../../contract/scope.ts';

export type TokenWork =
  | {
      readonly kind: 'make';
      readonly name: string;
      readonly scopes: readonly Scope[];
      readonly days: number;
    }
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly id: string };
interface MakeOptions {
  readonly name?: string | undefined;
  readonly scopes?: string | undefined;
  readonly days?: string | undefined;
}
type Fault = { readonly fault: string };
type Asked = TokenWork & { readonly organization: number | null };

/** What `claude-orchestrator token …` is asked for, or what is wrong with the question. */
export function readTokenArguments(args: readonly string[]): Asked | Fault {
  const text = { type: 'string' } as const;
  const options = { organization: text, name: text, scopes: text, days: text };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const work = workOf(positionals, values);
    if ('fault' in work) return work;
    if (values.organization === undefined) return { ...work, organization: null };
    const organization = Number(values.organization);
    if (Number.isSafeInteger(organization) && organization > 0) return { ...work, organization };
    return { fault: `--organization is ${JSON.stringify(values.organization)}: give its id, such as 1.` };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { fault: error.message };
  }
}

function workOf([command, id, ...more]: readonly string[], options: MakeOptions): TokenWork | Fault {
  const extra = command === 'revoke' ? more : [id, ...more].filter((word) => word !== undefined);
  if (extra.length > 0) return { fault: `token ${command} takes no ${JSON.stringify(extra.join(' '))}.` };
  const { name, scopes: list, days } = options;
  const ofMake = Object.entries({ name, scopes: list, days }).find(([, value]) => value !== undefined);
  if (ofMake !== undefined && command !== 'make') return { fault: `--${ofMake[0]} is for token make alone.` };
  switch (command) {
    case 'make':
      return makingOf(options);
    case 'list':
      return { kind: 'list' };
    case 'revoke':
      return id === undefined
        ? { fault: 'token revoke needs the id of a token; token list shows them.' }
        : { kind: 'revoke', id };
    default:
      return {
        fault: command === undefined ? 'token needs a command.' : `There is no command token ${command}.`,
      };
  }
}

const mostDays = 3_650;

function makingOf({ name, scopes: list, days = '90' }: MakeOptions): TokenWork | Fault {
  if (name !== undefined && !Value.Check(TokenName, name))
    return { fault: `--name is ${JSON.stringify(name)}: give 1 to 100 characters, in one line.` };
  if (!/^\d{1,4}$/.test(days) || Number(days) < 1 || Number(days) > mostDays)
    return { fault: `--days is ${JSON.stringify(days)}: give a whole number from 1 to ${mostDays}.` };
  const usualName = list === undefined ? 'administrator, made by the operator' : 'made by the operator';
  const wanted = list?.split(',').map((word) => word.trim()) ?? scopes;
  const unknown = wanted.filter((word) => !isScope(word));
  if (unknown.length > 0)
    return {
      fault: `--scopes has ${unknown.map((word) => JSON.stringify(word)).join(', ')}, which is no scope; known are ${scopes.join(', ')}.`,
    };
  return {
    kind: 'make',
    name: name ?? usualName,
    scopes: scopes.filter((scope) => wanted.includes(scope)),
    days: Number(days),
  };
}

const isScope = (word: string): boolean => (scopes as readonly string[]).includes(word);
