import { Ajv } from 'ajv';
import type { App } from './app.ts';

const strict = { allErrors: false, strict: false, removeAdditional: false, useDefaults: true } as const;

/** Bodies are taken as they are; what comes as text (queries, paths, headers) is converted to the type asked for. */
export function setValidation(app: App): void {
  const body = new Ajv({ ...strict, coerceTypes: false });
  const text = new Ajv({ ...strict, coerceTypes: true });
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? body : text).compile(schema as object),
  );
}
