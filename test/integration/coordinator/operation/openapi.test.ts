import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: object; readonly example?: unknown }>>;
  };
  readonly security: readonly object[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface Description {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly components: { readonly securitySchemes: object };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const description = (await (await coordinator.fetch('/openapi.json', { token: null })).json()) as Description;
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method} ${path}`,
    path,
    method,
    operation,
  })),
);

it('is valid OpenAPI 3.1', async () => {
  expect(description.openapi).toBe('3.1.0');
  expect(await new Validator().validate({ ...description })).toMatchObject({ valid: true });
});

it('describes itself and everything else', () => {
  expect(Object.keys(description.paths)).toEqual(
    expect.arrayContaining([
      '/openapi.json',
      '/health/ready',
      '/metrics',
      '/v1/me',
      '/v1/runs',
      '/v1/runs/{run}',
    ]),
  );
});

describe.each(operations)('$name', ({ path, operation: { security, responses } }) => {
  it('says who may use it, what it answers and how it refuses', () => {
    expect(security).toBeInstanceOf(Array);
    // What is under /v1 is nobody's who does not say who they are.
    expect(security.length > 0 || !path.startsWith('/v1/')).toBe(true);
    expect(Object.keys(responses).filter((status) => status !== 'default')).not.toEqual([]);
    expect(responses['default']?.content).toHaveProperty(['application/problem+json', 'schema']);
  });
});

const tagNames = description.tags.map(({ name }) => name);

describe.each(operations)('$name', ({ path, operation }) => {
  const { summary, tags = [], responses, security } = operation;
  it('says what it is for, under a heading', () => {
    expect(summary).toMatch(/^\S.{3,}$/);
    expect(operation.description).toMatch(/\.$/);
    expect(tags.map((tag) => tagNames.includes(tag))).toEqual([true]);
  });

  it('names the problems that it may answer with, and schemes that there are', () => {
    const statuses = Object.keys(responses);
    const isGuarded = security.length > 0 && !path.startsWith('/webhooks');
    const expected = [
      ...(isGuarded ? ['401', '403', '422', '429'] : []),
      ...(path.includes('{') ? ['404'] : []),
    ];
    expect(statuses).toEqual(expect.arrayContaining(expected));
    const schemes = Object.keys(description.components.securitySchemes);
    expect(security.flatMap(Object.keys).filter((scheme) => !schemes.includes(scheme))).toEqual([]);
  });
});

const withBody = operations.filter(({ operation }) => operation.requestBody?.content['application/json']);

it('takes bodies', () => {
  expect(withBody.map(({ name }) => name)).toContain('post /v1/runs');
});

it.each(withBody)('$name shows a body that is taken', ({ operation: { requestBody } }) => {
  const content = requestBody?.content['application/json'];
  const ajv = new Ajv({ strict: false, validateFormats: false });
  expect(content?.example).toBeDefined();
  expect([ajv.validate(content?.schema ?? {}, content?.example), ajv.errors]).toEqual([true, null]);
});

it('says at its address alone what it is, and where to go on', async () => {
  const answer = await coordinator.fetch('/', { token: null, headers: { accept: 'application/json' } });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      name: 'claude-orchestrator',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      openapi: '/openapi.json',
      ready: '/health/ready',
      login: null,
      documentation: 'docs/coordinator.md',
    },
  ]);
});

const plain = operations.filter(({ path, method }) => method === 'get' && !path.includes('{'));

it.each(plain)('$name answers as described', async ({ path, operation }) => {
  const answer = await coordinator.fetch(path, { redirect: 'manual' });
  const described = operation.responses[String(answer.status)] ?? operation.responses['default'];
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const schema = described?.content?.[type]?.schema;
  const hasNoBody = answer.status >= 300 && answer.status < 400;
  expect([answer.status, type, schema !== undefined || hasNoBody]).toEqual([answer.status, type, true]);
  if (!type.endsWith('json')) return;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const isValid = ajv.validate(schema ?? {}, await answer.json());
  expect([isValid, ajv.errors]).toEqual([true, null]);
});
