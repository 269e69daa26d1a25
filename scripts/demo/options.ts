import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

export type DemoOptions =
  | { readonly kind: 'help' }
  | { readonly kind: 'sample'; readonly credential: Credential | null }
  | {
      readonly kind: 'branch';
      readonly repo: string;
      readonly base: string;
      readonly credential: Credential;
    };

/** Inputs of the action that reach a real model. */
export type Credential = Readonly<Record<string, string>>;

type Environment = Readonly<Record<string, string | undefined>>;

export const usage = `npm run demo                                reviews a sample pull request
npm run demo -- --repo PATH --base REF      reviews the commits that HEAD of PATH has on top of REF

Without a key the sample is reviewed by a scripted model. ANTHROPIC_API_KEY, or CLAUDE_CODE_OAUTH_TOKEN, in the
environment brings in the real one; ANTHROPIC_BASE_URL sends it to another address. Nothing is posted anywhere.`;

const known = 'Use --repo PATH with --base REF, --help, or nothing at all';

/** Throws a UsageError that names the argument and what to give instead. */
export function readOptions(args: readonly string[], env: Environment): DemoOptions {
  const { repo, base, help } = parse(args);
  if (help === true) return { kind: 'help' };
  const credential = readCredential(env);
  if (repo === undefined && base === undefined) return { kind: 'sample', credential };
  if (repo === undefined)
    throw new UsageError(
      `--base ${JSON.stringify(base)} was given without --repo`,
      'Add --repo PATH: the repository to review',
    );
  if (base === undefined || base === '')
    throw new UsageError(
      `--repo ${JSON.stringify(repo)} was given without --base`,
      'Add --base REF: what HEAD is compared with, as in --base main',
    );
  if (credential === null)
    throw new UsageError(
      'Reviewing a branch of yours needs a real model, and there is neither ANTHROPIC_API_KEY nor CLAUDE_CODE_OAUTH_TOKEN',
      'Set ANTHROPIC_API_KEY, or run the demo without --repo to see the sample reviewed by a scripted model',
    );
  // npm starts scripts in the package's folder; what was typed is meant from where it was typed.
  return { kind: 'branch', repo: resolve(env['INIT_CWD'] ?? '.', repo), base, credential };
}

function parse(args: readonly string[]): { repo?: string; base?: string; help?: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        repo: { type: 'string' },
        base: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(describe(error as NodeJS.ErrnoException), known);
  }
}

function describe({ code, message }: NodeJS.ErrnoException): string {
  const name = JSON.stringify(/'([^']+)'/.exec(message)?.[1] ?? '');
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `The option ${name} is unknown`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `The argument ${name} belongs to no option`;
  return message.split('\n')[0] ?? message;
}

function readCredential(env: Environment): Credential | null {
  const apiKey = env['ANTHROPIC_API_KEY'] ?? '';
  const oauthToken = env['CLAUDE_CODE_OAUTH_TOKEN'] ?? '';
  const baseUrl = env['ANTHROPIC_BASE_URL'] ?? '';
  if (apiKey === '' && oauthToken === '') return null;
  return {
    ...(apiKey === '' ? { 'claude-code-oauth-token': oauthToken } : { 'anthropic-api-key': apiKey }),
    ...(baseUrl === '' ? {} : { 'anthropic-base-url': baseUrl }),
  };
}
