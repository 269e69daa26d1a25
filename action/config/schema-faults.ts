import type { TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { type Document, isCollection, isMap, isNode, isScalar } from 'yaml';
import type { Fault } from '../fault.ts';
import { ConfigFile } from './config.ts';

export interface Misfit {
  readonly document: Document;
  readonly value: unknown;
  /** The words for a place in the text; null where it has none. */
  readonly place: (offset: number | null) => string;
}

type Key = string | number;
interface Described extends TSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
}

/** What of the file is not as `ConfigFile` says, in the order of the text: where, which key, which value, what to do. */
export function schemaFaults({ document, value, place }: Misfit): readonly Fault[] {
  const found: { readonly at: number | null; readonly fault: Fault }[] = [];
  const add = (keys: readonly Key[], at: number | null, words: Omit<Fault, 'input'>): void => {
    const input = `${place(at)}${keys.length === 0 ? '' : ` ${nameOf(keys)}`}`;
    if (!found.some(({ fault }) => fault.input === input)) found.push({ at, fault: { input, ...words } });
  };
  for (const { keyword, instancePath, params } of allErrors(value)) {
    const keys = keysOf(instancePath);
    const schema = schemaAt(keys);
    if (keyword === 'additionalProperties') {
      const known = Object.keys(schema?.properties ?? {}).join(', ');
      for (const key of (params as { additionalProperties: string[] }).additionalProperties)
        add([...keys, key], keyOffset(document, keys, key), {
          value: '',
          problem: 'is not known',
          remedy: `Take it out, or use one of ${known}`,
        });
    } else if (keyword === 'required') {
      const missing = (params as { requiredProperties: string[] }).requiredProperties.join(', ');
      add(keys, offsetOf(document, keys), {
        value: '',
        problem: `lacks ${missing}`,
        remedy: `Add ${missing}`,
      });
    } else if (schema !== null) {
      const expected = schema.description ?? 'what is expected here';
      add(keys, offsetOf(document, keys), {
        value: shown(document, keys),
        problem: `is not ${expected}`,
        remedy: keys.length === 0 ? 'Start with a key, as in guidance: true' : `Give ${expected}`,
      });
    }
  }
  return found.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)).map(({ fault }) => fault);
}

/** TypeBox stops at eight errors unless told otherwise, and only for all of its callers; none of those runs meanwhile. */
function allErrors(value: unknown): ReturnType<typeof Value.Errors> {
  const { maxErrors } = Settings.Get();
  Settings.Set({ maxErrors: 10_000 });
  try {
    return Value.Errors(ConfigFile, value);
  } finally {
    Settings.Set({ maxErrors });
  }
}

function keysOf(pointer: string): readonly Key[] {
  const parts = pointer.split('/').slice(1);
  return parts
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** null for a key that the schema does not have: it is told as unknown, once. */
function schemaAt(keys: readonly Key[]): Described | null {
  let schema: Described | undefined = ConfigFile as Described;
  for (const key of keys) schema = typeof key === 'number' ? schema?.items : schema?.properties?.[key];
  return schema ?? null;
}

/** `prices[2].cache-read` */
function nameOf(keys: readonly Key[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' ? `[${key + 1}]` : `${index === 0 ? '' : '.'}${key}`))
    .join('');
}

function offsetOf(document: Document, keys: readonly Key[]): number | null {
  const node: unknown = keys.length === 0 ? document.contents : document.getIn(keys, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function keyOffset(document: Document, keys: readonly Key[], name: string): number | null {
  const map: unknown = keys.length === 0 ? document.contents : document.getIn(keys, true);
  if (!isMap(map)) return null;
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  return isNode(pair?.key) ? (pair.key.range?.[0] ?? null) : null;
}

function shown(document: Document, keys: readonly Key[]): string {
  const node: unknown = keys.length === 0 ? document.contents : document.getIn(keys, true);
  if (isScalar(node)) return String(node.value);
  return isCollection(node) ? 'a list or a group' : '';
}
