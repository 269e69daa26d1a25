import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

type Schema = Record<string, unknown>;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly query: Schema & { readonly properties: Readonly<Record<string, unknown>> };
  readonly body: Schema | null;
  readonly bodyRequired: boolean;
  readonly responses: Readonly<Record<string, Schema | null>>;
}

interface Extract {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

interface Answered {
  readonly operation: string;
  readonly status: number;
  readonly body: string;
}

/**
 * Compares requests and answers with GitHub's own description of its API. Requests are checked at once (a wrong one is
 * refused); answers wait until somebody asks for the violations, so that checking them never slows an answer down.
 */
export class Drift {
  readonly #violations: string[];
  readonly #answers: Answered[] = [];
  readonly #validators = new Map<string, ValidateFunction>();
  #loaded: { readonly extract: Extract; readonly ajv: Ajv } | undefined;

  constructor(violations: string[]) {
    this.#violations = violations;
  }

  /** What is wrong with a request, in words; empty when nothing is. */
  checkRequest(
    operation: string,
    request: { readonly query: Readonly<Record<string, unknown>>; readonly body: unknown },
  ): string[] {
    const { body } = request;
    const described = this.#operation(operation);
    const query = typed(request.query, described.query.properties);
    // GitHub overlooks what it does not know. A typo must not be overlooked here.
    for (const name of unknownKeys(described.query, query)) this.#note(`${operation}: request has unknown ${name}`);
    const errors = this.#errors(`${operation} query`, described.query, query);
    const hasBody = body !== undefined && body !== null;
    if (!hasBody && described.bodyRequired) errors.push('a body is required');
    if (hasBody && described.body !== null) {
      errors.push(...this.#errors(`${operation} body`, described.body, body));
      for (const unknown of unknownKeys(described.body, body)) this.#note(`${operation}: request has unknown ${unknown}`);
    }
    for (const error of errors) this.#note(`${operation}: request ${error}`);
    return errors;
  }

  /** Reads the description, which otherwise waits for the first request. */
  warmUp(): void {
    this.#load();
  }

  answered(answer: Answered): void {
    this.#answers.push(answer);
  }

  /** Checks the answers that are still waiting. */
  settle(): void {
    for (const { operation, status, body } of this.#answers.splice(0)) {
      const schema = this.#operation(operation).responses[String(status)];
      if (schema === undefined) {
        if (status < 400) this.#note(`${operation}: GitHub never answers ${status}`);
      } else if (schema !== null) {
        const errors = this.#errors(`${operation} ${status}`, schema, JSON.parse(body));
        for (const error of errors) this.#note(`${operation}: answer ${status} ${error}`);
      }
    }
  }

  #note(violation: string): void {
    this.#violations.push(violation);
  }

  #operation(id: string): Operation {
    const operation = this.#load().extract.operations[id];
    if (operation === undefined) throw new Error(`openapi/extract.json has no operation ${id}; see refresh.ts.`);
    return operation;
  }

  #errors(key: string, schema: Schema, value: unknown): string[] {
    const { ajv } = this.#load();
    const validate = this.#validators.get(key) ?? ajv.compile({ $id: `github:${key.replaceAll(' ', '-')}`, ...absolute(schema) });
    this.#validators.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
  }

  #load(): { readonly extract: Extract; readonly ajv: Ajv } {
    if (this.#loaded !== undefined) return this.#loaded;
    const extract = JSON.parse(readFileSync(new URL('extract.json', import.meta.url), 'utf8')) as Extract;
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false, formats: FORMATS });
    ajv.addSchema({ $id: 'github:all', schemas: absolute(extract.schemas) });
    this.#loaded = { extract, ajv };
    return this.#loaded;
  }
}

const FORMATS = {
  uri: (text: string): boolean => URL.canParse(text),
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  email: true,
  int64: true,
  'uri-template': true,
} as const;

/** A query is all text; numbers and booleans are read as what the description says they are. */
function typed(query: Readonly<Record<string, unknown>>, properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read = ([name, value]: [string, unknown]): [string, unknown] => {
    const { type } = (properties[name] ?? {}) as { type?: string };
    if (type === 'integer' && /^-?\d+$/.test(String(value))) return [name, Number(value)];
    if (type === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true'];
    return [name, value];
  };
  return Object.fromEntries(Object.entries(query).map(read));
}

function absolute<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/schemas/', '"github:all#/schemas/')) as T;
}

function unknownKeys(schema: unknown, value: unknown, at = ''): string[] {
  const { properties, items } = schema as { properties?: Record<string, unknown>; items?: unknown };
  if (Array.isArray(value)) return items === undefined ? [] : value.flatMap((item) => unknownKeys(items, item, at));
  if (properties === undefined || value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key in properties ? unknownKeys(properties[key], inner, `${at}/${key}`) : [`${at}/${key}`],
  );
}
