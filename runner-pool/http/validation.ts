import { Ajv, type ErrorObject, type Options } from 'ajv';
import type { InputFault } from '../../contract/problem.ts';
import type { App } from './app.ts';
import { inputFaults } from './input-faults.ts';
import { wrongInput } from './wrong-input.ts';

const strict: Options = { strict: false, removeAdditional: false, useDefaults: true, verbose: true };
/** Of more values not everything that is wrong is looked for: it could take longer, and more memory, than all else. */
const mostValues = 5_000;

interface Checks {
  readonly first: Ajv;
  readonly all: Ajv;
}

/**
 * Bodies are taken as they are; what comes as text (queries, paths, headers) is converted to the type asked for. All that is wrong is
 * told at once, which only who sent something wrong waits for.
 */
export function setValidation(app: App): void {
  const body = checks({ ...strict, coerceTypes: false });
  const text = checks({ ...strict, coerceTypes: true });
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const { first, all } = httpPart === 'body' ? body : text;
    const isRight = first.compile(schema as object);
    let isAllRight: ReturnType<Ajv['compile']> | null = null;
    const check = (data: unknown): boolean => {
      check.errors = null;
      if (isRight(data)) return true;
      check.errors = isRight.errors ?? [];
      if (!isSmall(data)) return false;
      isAllRight ??= all.compile(schema as object);
      if (!isAllRight(data)) check.errors = isAllRight.errors ?? [];
      return false;
    };
    check.errors = null as ErrorObject[] | null;
    return check;
  });
  app.setSchemaErrorFormatter((errors, part) =>
    wrongInput('invalid_request', inputFaults(errors as ErrorObject[], parts[part] ?? 'body')),
  );
}

const parts: Readonly<Record<string, InputFault['in']>> = {
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

const checks = (options: Options): Checks => ({
  first: new Ajv({ ...options, allErrors: false }),
  all: new Ajv({ ...options, allErrors: true }),
});

function isSmall(value: unknown): boolean {
  const waiting = [value];
  for (let seen = 0; waiting.length > 0; seen += 1) {
    if (seen + waiting.length > mostValues) return false;
    const next = waiting.pop();
    if (typeof next === 'object' && next !== null)
      for (const inner of Object.values(next)) waiting.push(inner);
  }
  return true;
}
