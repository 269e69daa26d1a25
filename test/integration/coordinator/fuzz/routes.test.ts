import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { admissionRequest } from '../../../helpers/coordinator/runs.ts';
import { hostile, type Schema, valuesOf } from './schema-arbitrary.ts';

const coordinator = await startCoordinator({
  GITHUB_WEBHOOK_SECRET: 'a secret of the tests',
  RATE_LIMIT_ADDRESS: '100000000',
  RATE_LIMIT_TOKEN: '100000000',
});
afterAll(coordinator.close);

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
const description = (await (await coordinator.fetch('/openapi.json', { token: null })).json()) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    // It ends when its reader does.
    .filter(() => path !== '/v1/stream')
    .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, method, operation })),
);

/** A run that is there, so that routes of runs get past the door. */
const admitted = (await (
  await coordinator.fetch('/v1/runs', {
    method: 'POST',
    body: JSON.stringify(admissionRequest()),
  })
).json()) as { readonly runId: string; readonly runToken: string; readonly session: { readonly id: string } };

const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));

describe.each(operations)('$name', ({ path, method, operation }) => {
  it('answers whatever it is sent with less than 500, in JSON or nothing', async () => {
    await fc.assert(
      fc.asyncProperty(requestsOf(path, operation), async ({ url, body, token }) => {
        const response = await coordinator.fetch(url, {
          method: method.toUpperCase(),
          token,
          redirect: 'manual',
          ...(body === undefined || method === 'get' ? {} : { body }),
        });
        const answer = await response.text();
        expect(response.status, answer).toBeLessThan(500);
        expect(isTold(response, answer), `${response.status} ${answer}`).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(unhandled).toEqual([]);
  });
});

it('is ready all the same', async () => {
  expect((await coordinator.fetch('/health/ready', { token: null })).status).toBe(200);
});

/** A refusal is a problem document; what is granted is whatever it is. */
function isTold({ status }: Response, answer: string): boolean {
  if (status < 400) return true;
  const problem = JSON.parse(answer) as { readonly status?: unknown; readonly code?: unknown };
  return problem.status === status && typeof problem.code === 'string';
}

function requestsOf(path: string, { parameters = [], requestBody }: Operation) {
  const inPath = Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, segment(name)]),
  );
  const query = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) =>
      fc.option(valuesOf(schema), { nil: undefined }).map((value) => [name, value] as const),
    );
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const json = schema === undefined ? hostile : valuesOf(schema);
  return fc
    .record({
      segments: fc.record(inPath),
      query: fc.tuple(...query),
      body: fc.oneof(
        { weight: 6, arbitrary: json.map((value) => JSON.stringify(value)) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      ),
      token: fc.oneof(
        { weight: 5, arbitrary: fc.constant(coordinator.adminToken) },
        { weight: 5, arbitrary: fc.constant(admitted.runToken) },
        { weight: 1, arbitrary: fc.constantFrom(null, 'co_x', 'a.b.c', `co_${'0'.repeat(46)}`) },
      ),
    })
    .map(({ segments, query: pairs, body, token }) => {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(segments[name]));
      const given = pairs
        .filter(([, value]) => value !== undefined)
        .map(([name, value]): [string, string] => [
          name,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]);
      const search = new URLSearchParams(given).toString();
      return { url: search === '' ? filled : `${filled}?${search}`, body, token };
    });
}

function segment(name: string) {
  const known = name === 'session' ? admitted.session.id : admitted.runId;
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(known) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('0', '-1', '%00', '..%2f..%2fetc', '%ff', 'a'.repeat(200), '%F0%9F%92%A5'),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 50 }).map(encodeURIComponent) },
  );
}
