import { Value } from 'typebox/value';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Fault } from '../fault.ts';
import { ConfigFile, configOf } from './config.ts';
import { largestConfigBytes, type ParsedConfig } from './parsed-config.ts';
import { schemaFaults } from './schema-faults.ts';

/** Reads the configuration file; every fault is told at once, each with its place. `path` is for the words alone. */
export function parseConfig(text: string, path: string): ParsedConfig {
  if (Buffer.byteLength(text) > largestConfigBytes)
    return broken(
      path,
      `is larger than ${largestConfigBytes / 1024} KB`,
      'Keep it to what the page of the configuration names',
    );
  const lines = new LineCounter();
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  try {
    // The core schema, no tags at all: plain values are all that the file can hold.
    const document = parseDocument(text, {
      schema: 'core',
      resolveKnownTags: false,
      merge: false,
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
    });
    const syntax = [...document.errors, ...document.warnings].map(({ message, pos }) =>
      fault(place(pos[0]), `is not the YAML that is read here: ${message}`, 'Write plain keys and values'),
    );
    if (syntax.length > 0) return { kind: 'broken', faults: syntax };
    return check(document, (offset) => (offset === null ? path : place(offset)));
  } catch (error) {
    // What the parser throws is about nesting and aliases: it has no place.
    const why = error instanceof Error ? error.message : String(error);
    return broken(path, `cannot be read: ${why}`, 'Write plain keys and values, without aliases');
  }
}

function check(document: Document, place: (offset: number | null) => string): ParsedConfig {
  // A reference is worth as many values as it stands for: a short file must not become a large one.
  const value: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  if (Value.Check(ConfigFile, value)) return { kind: 'config', config: configOf(value) };
  return { kind: 'broken', faults: schemaFaults({ document, value, place }) };
}

function broken(path: string, problem: string, remedy: string): ParsedConfig {
  return { kind: 'broken', faults: [fault(path, problem, remedy)] };
}

function fault(input: string, problem: string, remedy: string): Fault {
  return { input, value: '', problem, remedy };
}
