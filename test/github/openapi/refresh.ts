// Regenerates extract.json: the operations our GitHub serves, as plain JSON Schema, cut out of GitHub's own description.
//   npm i --no-save --prefix SOMEWHERE @octokit/openapi@23.0.2
//   node test/github/openapi/refresh.ts SOMEWHERE/node_modules/@octokit/openapi/generated/api.github.com.json
import { readFile, writeFile } from 'node:fs/promises';
import { servedOperations } from './served-operations.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const NOISE = new Set(['description', 'summary', 'example', 'examples', 'title', 'externalDocs', 'default', 'deprecated', 'discriminator']);

// Where GitHub does not keep to its own description: an outdated comment has neither line nor position
// (see the pull_request_review_comment payloads in @octokit/webhooks-examples).
const NULLABLE_IN_FACT: Readonly<Record<string, readonly string[]>> = {
  'pull-request-review-comment': ['line', 'position', 'start_line'],
  'review-comment': ['line', 'position', 'start_line'],
};

// `created` of a list of runs is called a date-time and is a range of dates (`>=2026-11-01`), as its own text says.
const NOT_A_DATE_IN_FACT = 'created';

await refresh(process.argv[2]);

async function refresh(source: string | undefined): Promise<void> {
  if (source === undefined) throw new Error('Say where api.github.com.json is.');
  const description = JSON.parse(await readFile(source, 'utf8')) as JsonObject;
  const extract = extractOperations(description);
  await writeFile(new URL('extract.json', import.meta.url), `${JSON.stringify(extract)}\n`);
}

function extractOperations(description: JsonObject): JsonObject {
  const operations: JsonObject = {};
  for (const [path, methods] of Object.entries(description['paths'] as JsonObject)) {
    for (const [method, operation] of Object.entries(methods as JsonObject)) {
      const id = (operation as JsonObject)['operationId'] as string | undefined;
      if (id === undefined || !servedOperations.includes(id)) continue;
      operations[id] = { method: method.toUpperCase(), path, ...slim(operation as JsonObject, description) };
    }
  }
  const missing = servedOperations.filter((id) => !(id in operations));
  if (missing.length > 0) throw new Error(`GitHub's description has no ${missing.join(', ')}.`);
  return { version: (description['info'] as JsonObject)['version'] ?? null, operations, schemas: referenced(operations, description) };
}

function slim(operation: JsonObject, description: JsonObject): JsonObject {
  const query: JsonObject = {};
  const required: string[] = [];
  for (const entry of (operation['parameters'] ?? []) as JsonObject[]) {
    const parameter = follow(entry, description);
    if (parameter['in'] !== 'query') continue;
    const schema = toJsonSchema(parameter['schema'] ?? {}) as JsonObject;
    if (parameter['name'] === NOT_A_DATE_IN_FACT) delete schema['format'];
    query[parameter['name'] as string] = schema;
    if (parameter['required'] === true) required.push(parameter['name'] as string);
  }
  const body = (operation['requestBody'] ?? null) as JsonObject | null;
  const responses: JsonObject = {};
  for (const [status, entry] of Object.entries(operation['responses'] as JsonObject)) {
    responses[status] = jsonContent(follow(entry as JsonObject, description));
  }
  return {
    query: { type: 'object', properties: query, required },
    body: body === null ? null : jsonContent(body),
    bodyRequired: body?.['required'] === true,
    responses,
  };
}

/** The schema of the JSON form of a request or an answer; null where it has none (a redirect, a 204). */
function jsonContent(holder: JsonObject): Json {
  const content = (holder['content'] ?? {}) as JsonObject;
  const json = (content['application/json'] ?? null) as JsonObject | null;
  return json === null ? null : toJsonSchema(json['schema'] ?? {});
}

function referenced(from: Json, description: JsonObject): JsonObject {
  const schemas: JsonObject = {};
  const queue = names(from);
  const all = (description['components'] as JsonObject)['schemas'] as JsonObject;
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name in schemas) continue;
    const schema = toJsonSchema(all[name] ?? {}) as JsonObject;
    const properties = schema['properties'] as JsonObject | undefined;
    for (const property of NULLABLE_IN_FACT[name] ?? []) {
      if (properties?.[property] !== undefined) properties[property] = orNull(properties[property]);
    }
    schemas[name] = schema;
    queue.push(...names(schema));
  }
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function names(value: Json): string[] {
  return [...JSON.stringify(value).matchAll(/"#\/schemas\/([^"]+)"/g)].map((match) => match[1] as string);
}

function follow(value: JsonObject, description: JsonObject): JsonObject {
  const pointer = value['$ref'];
  if (typeof pointer !== 'string') return value;
  let target: Json = description;
  for (const key of pointer.slice(2).split('/')) target = (target as JsonObject)[key] as Json;
  return target as JsonObject;
}

/** OpenAPI 3.0's `nullable` becomes a union with null, which JSON Schema knows; texts for people are dropped. */
function toJsonSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (schema === null || typeof schema !== 'object') return schema;
  if (typeof schema['$ref'] === 'string') return { $ref: schema['$ref'].replace('#/components/schemas/', '#/schemas/') };
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (NOISE.has(key) || key.startsWith('x-') || key === 'nullable') continue;
    result[key] = key === 'properties' ? mapValues(value as JsonObject) : toJsonSchema(value);
  }
  if (schema['nullable'] !== true) return result;
  return orNull(result);
}

function orNull(schema: Json): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}

function mapValues(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, toJsonSchema(eitherAccount(key, value))]));
}

/** A listed installation's account is described as a user and an enterprise at once (`allOf`); it is either, as where one is got. */
function eitherAccount(key: string, schema: Json): Json {
  if (key !== 'account' || schema === null || typeof schema !== 'object' || Array.isArray(schema)) return schema;
  const { allOf, ...rest } = schema;
  return allOf === undefined ? schema : { ...rest, anyOf: allOf };
}
