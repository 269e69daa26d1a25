/** Of a JSON Schema, what TypeBox makes for our inputs. */
export interface InputSchema {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly InputSchema[];
  readonly pattern?: string;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly patternProperties?: Readonly<Record<string, InputSchema>>;
  readonly [bound: `min${string}` | `max${string}`]: number | undefined;
}

/** What a value must be, as the end of a sentence: `a whole number from 1 to 100`. */
export function expected(schema: InputSchema): string {
  const { description } = schema;
  return description === undefined ? plain(schema) : `${plain(schema)} (${description})`;
}

function plain(schema: InputSchema): string {
  const choices = choicesOf(schema);
  if (choices !== null) return choices.length === 1 ? `${choices[0]}` : `one of ${choices.join(', ')}`;
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(expected))].join(', or ');
  switch (schema.type) {
    case 'integer':
      return `a whole number${range(schema.minimum, schema.maximum)}`;
    case 'number':
      return `a number${range(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'array':
      return `a list${of(schema.minItems, schema.maxItems, 'entries')}${schema.uniqueItems === true ? ', none twice' : ''}`;
    case 'object':
      return anObject(schema);
    case 'string':
      return text(schema);
    default:
      return 'something else';
  }
}

function choicesOf({ const: only, enum: several, anyOf }: InputSchema): readonly string[] | null {
  if (only !== undefined) return [JSON.stringify(only)];
  if (several !== undefined) return several.map(String);
  const each = anyOf?.map(choicesOf) ?? [null];
  return each.includes(null) ? null : each.flatMap((choices) => choices ?? []);
}

function text({ minLength, maxLength, pattern, description }: InputSchema): string {
  // Where words say it, nobody has to read the pattern.
  const fits = pattern === undefined || description !== undefined ? '' : ` that fits ${pattern}`;
  return `text${of(minLength, maxLength, 'characters')}${fits}`;
}

function anObject({ minProperties, maxProperties, properties = {} }: InputSchema): string {
  const names = Object.keys(properties);
  if (minProperties === 1 && names.length > 0) return `an object with at least one of ${names.join(', ')}`;
  return `an object${of(minProperties, maxProperties, 'members')}`;
}

function range(least?: number, most?: number): string {
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return ` of at least ${least}`;
  return most === undefined ? '' : ` of at most ${most}`;
}

function of(least = 0, most: number | undefined, units: string): string {
  if (most === undefined) return least === 0 ? '' : ` of at least ${least} ${units}`;
  return least === 0 ? ` of at most ${most} ${units}` : ` of ${least} to ${most} ${units}`;
}
