import { parseArgs } from 'node:util';
import { Value } from 'typebox/value';
import { TokenName } from '../../contract/api-token.ts';

export type TokenWork =
  | { readonly kind: 'make'; readonly name: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly id: string };
type Asked = TokenWork & { readonly organization: number | null };

/** What `claude-orchestrator token …` is asked for, or what is wrong with the question. */
export function readTokenArguments(args: readonly string[]): Asked | { readonly fault: string } {
  const options = { organization: { type: 'string' }, name: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const work = workOf(positionals, values.name);
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

function workOf(
  [command, id, ...more]: readonly string[],
  name: string | undefined,
): TokenWork | { readonly fault: string } {
  const extra = command === 'revoke' ? more : [id, ...more].filter((word) => word !== undefined);
  if (extra.length > 0) return { fault: `token ${command} takes no ${JSON.stringify(extra.join(' '))}.` };
  if (name !== undefined && command !== 'make') return { fault: '--name is for token make alone.' };
  switch (command) {
    case 'make':
      if (name === undefined || Value.Check(TokenName, name))
        return { kind: 'make', name: name ?? 'administrator, made by the operator' };
      return { fault: `--name is ${JSON.stringify(name)}: give 1 to 100 characters, in one line.` };
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
