import fc, { type Arbitrary } from 'fast-check';

/** As much of JSON Schema as our routes use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** What the schema allows, roughly; at every place, now and then, what it does not. */
export function valuesOf(schema: Schema): Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: fitting(schema) }, { weight: 1, arbitrary: hostile });
}

/** What breaks programs: edges of numbers, text that databases and paths stumble over, depth. */
export const hostile: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, -1, 0, 1e308, -0, 2 ** 53, 2 ** 63, 1.5, '', ' ', [], {}),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    "'; drop table runs; --",
    '%00',
    '\r\nx: y',
    '💥'.repeat(500),
  ),
  fc.constantFrom(JSON.parse('{"__proto__": {"a": 1}}'), deep(200)),
  fc.anything({ maxDepth: 3, withNullPrototype: false }).map((value) => toJson(value)),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

function fitting(schema: Schema): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(valuesOf));
  if (schema.allOf !== undefined)
    return fc.tuple(...schema.allOf.map(fitting)).map((parts) => Object.assign({}, ...parts));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, part]) => [name, valuesOf(part)]),
        ),
        { requiredKeys: [] },
      );
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), { maxLength: 4 });
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1000, 2 ** 31),
      });
    case 'number':
      return fc.double({ noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return text(schema);
    default:
      return hostile;
  }
}

function text({ pattern, minLength = 0, maxLength = 40 }: Schema): Arbitrary<unknown> {
  const plain = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) });
  return pattern === undefined ? plain : fc.oneof(fc.stringMatching(new RegExp(pattern)), plain);
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
}

function toJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null');
  } catch {
    return null;
  }
}
