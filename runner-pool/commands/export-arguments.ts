import { parseArgs } from 'node:util';

export interface ExportAsked {
  /** owner/name each. */
  readonly repositories: readonly string[];
  /** The folder to write into. */
  readonly out: string;
  /** Null: out of the artifacts on GitHub. */
  readonly coordinatorUrl: string | null;
  readonly allowPrivate: boolean;
}

const text = { type: 'string' } as const;
const options = {
  repository: text,
  out: text,
  'from-coordinator': text,
  'allow-private': { type: 'boolean' },
} as const;
const known = Object.keys(options).map((name) => `--${name}`);

/** What `claude-orchestrator export …` is asked for, and everything that is wrong with the question. */
export function readExportArguments(args: readonly string[]): {
  readonly asked: ExportAsked;
  readonly faults: readonly string[];
} {
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
  });
  const given: Readonly<Record<string, unknown>> = values;
  const faults = unknownWords(Object.keys(given), positionals);
  const take = (name: string, remedy: string, check: (value: string) => boolean): string => {
    const value = given[name];
    if (value === undefined) faults.push(`--${name} is missing: ${remedy}.`);
    else if (typeof value !== 'string') faults.push(`--${name} has no value: ${remedy}.`);
    else if (value.startsWith('-') || !check(value)) faults.push(`--${name} is ${shown(value)}: ${remedy}.`);
    return String(value);
  };
  const names = take('repository', 'give owner/name, several by commas', (value) =>
    namesOf(value).every(isRepository),
  );
  const out = take('out', 'give the folder to write into, such as site', (value) => value !== '');
  const coordinatorUrl =
    given['from-coordinator'] === undefined
      ? null
      : take('from-coordinator', 'give its https address; http is for localhost', isConfidential);
  const isAllowed = given['allow-private'];
  if (typeof isAllowed === 'string')
    faults.push(`--allow-private is ${shown(isAllowed)}: give it without a value.`);
  const repositories = [...new Set(namesOf(names))];
  return { asked: { repositories, out, coordinatorUrl, allowPrivate: isAllowed === true }, faults };
}

function unknownWords(names: readonly string[], positionals: readonly string[]): string[] {
  const unknown = names
    .filter((name) => !Object.hasOwn(options, name))
    .map((name) => (name.length === 1 ? `-${name}` : `--${name}`));
  return [...unknown, ...positionals].map(
    (word) => `${shown(word)} is nothing that export takes: leave it away. It takes ${known.join(', ')}.`,
  );
}

const namesOf = (list: string): readonly string[] => list.split(',').map((name) => name.trim());

const isRepository = (name: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9-]{0,99}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(name);

/** A token must not be sent where others can read along. */
function isConfidential(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}

/** An address may hold a password. */
const shown = (value: string): string => JSON.stringify(value.replace(/\/\/[^/]*@/, '//…@').slice(0, 80));
