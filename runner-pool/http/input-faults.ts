import type { ErrorObject } from 'ajv';
import type { InputFault } from '../../contract/problem.ts';
import { expected, type InputSchema } from './expected.ts';

/** More than these help nobody. */
const mostFaults = 50;
const mostShownChars = 60;
const mostPointerChars = 200;

/** What is wrong with what was sent, place by place, as sentences that name the value and what it must be. */
export function inputFaults(errors: readonly ErrorObject[], where: InputFault['in']): readonly InputFault[] {
  const faults = new Map<string, InputFault>();
  for (const error of withoutBranches(errors)) {
    const { detail, ...found } = faultOf(error);
    const pointer = found.pointer.slice(0, mostPointerChars);
    const name = pointer.slice(1).replaceAll('/', '.');
    const field = where === 'body' ? { pointer } : { name };
    // One sentence for each place: it says all that the value must be.
    faults.set(pointer, { in: where, ...field, detail: `${name || 'The body'} ${detail}` });
  }
  return [...faults.values()].slice(0, mostFaults);
}

interface Found {
  /** A JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly detail: string;
}

function faultOf({ keyword, instancePath, params, parentSchema, data }: ErrorObject): Found {
  const schema = (parentSchema ?? {}) as InputSchema;
  if (keyword === 'required') {
    const name = String(params['missingProperty']);
    const detail = `is missing: it must be ${expected(schema.properties?.[name] ?? {})}.`;
    return { pointer: `${instancePath}/${escaped(name)}`, detail };
  }
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']).slice(0, mostShownChars);
    const names = Object.keys(schema.properties ?? {}).join(', ');
    const patterns = Object.keys(schema.patternProperties ?? {}).join(' or ');
    const detail = names === '' && patterns !== '' ? `its name must fit ${patterns}` : `known are ${names}`;
    return { pointer: `${instancePath}/${escaped(name)}`, detail: `is not known here: ${detail}.` };
  }
  const value = instancePath === '' && data === null ? 'missing' : shown(data);
  return { pointer: instancePath, detail: `is ${value}: it must be ${expected(schema)}.` };
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function shown(value: unknown): string {
  if (typeof value === 'string')
    return value.length > mostShownChars
      ? `${JSON.stringify(value.slice(0, mostShownChars))}… (${value.length} characters)`
      : JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === undefined ? 'missing' : String(JSON.stringify(value));
}

/**
 * Of alternatives none of which fits, either the one that the value looks like, with what is wrong inside, or all of them at once.
 */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  for (const error of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const inside = errors.filter((one) => one.schemaPath.startsWith(`${error.schemaPath}/`));
    const alike = branchAlike(error);
    const branch = inside.filter((one) => one.schemaPath.startsWith(`${error.schemaPath}/${alike}/`));
    const kept = new Set(branch.length > 0 ? branch : [error]);
    for (const one of [error, ...inside]) if (!kept.has(one)) dropped.add(one);
  }
  return errors.filter((error) => !dropped.has(error));
}

function branchAlike({ data, parentSchema }: ErrorObject): number {
  const type = Array.isArray(data) ? 'array' : typeof data === 'object' && data !== null ? 'object' : 'none';
  const branches = (parentSchema as InputSchema | undefined)?.anyOf ?? [];
  return branches.findIndex((branch) => branch.type === type);
}
