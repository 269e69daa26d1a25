import { Ajv } from 'ajv';
import { type TSchema, Type } from 'typebox';
import { expect, it } from 'vitest';
import { AdmissionRequest } from '../../../contract/admission.ts';
import { OrganizationChange } from '../../../contract/organization-view.ts';
import type { InputFault } from '../../../contract/problem.ts';
import { inputFaults } from '../../../runner-pool/http/input-faults.ts';

function faults(schema: TSchema, value: unknown): readonly InputFault[] {
  const check = new Ajv({ strict: false, allErrors: true, verbose: true }).compile(schema);
  return check(value) ? [] : inputFaults(check.errors ?? [], 'body');
}
const details = (schema: TSchema, value: unknown): readonly string[] =>
  faults(schema, value).map(({ detail }) => detail);
const thing = (schema: TSchema): TSchema => Type.Object({ thing: schema }, { additionalProperties: false });

it.each<[string, TSchema, unknown, string]>([
  ['a bound', Type.Integer({ minimum: 1, maximum: 9 }), 12, 'is 12: it must be a whole number from 1 to 9.'],
  ['half a bound', Type.Integer({ minimum: 1 }), 0, 'is 0: it must be a whole number of at least 1.'],
  ['another type', Type.Boolean(), 'yes', 'is "yes": it must be true or false.'],
  ['choices', Type.Enum(['month', 'total']), 'week', 'is "week": it must be one of month, total.'],
  ['literals', Type.Union([Type.Literal('a'), Type.Literal(2)]), 'b', 'is "b": it must be one of "a", 2.'],
  [
    'something or nothing',
    Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    'x',
    'is "x": it must be a whole number of at least 1, or null.',
  ],
  [
    'an alternative that is an object',
    Type.Union([Type.Null(), Type.Object({ reason: Type.String({ maxLength: 3 }) })]),
    { reason: 'long' },
    '.reason is "long": it must be text of at most 3 characters.',
  ],
  [
    'a pattern and lengths',
    Type.String({ minLength: 1, maxLength: 5, pattern: '^a+$' }),
    'b'.repeat(70),
    `is "${'b'.repeat(60)}"… (70 characters): it must be text of 1 to 5 characters that fits ^a+$.`,
  ],
  [
    'a description',
    Type.String({ pattern: '^x$', description: 'an x' }),
    'y',
    'is "y": it must be text (an x).',
  ],
  [
    'a list',
    Type.Array(Type.Integer(), { minItems: 1, maxItems: 2, uniqueItems: true }),
    [1, 1, 2],
    'is a list of 3: it must be a list of 1 to 2 entries, none twice.',
  ],
])('names the value and what it must be, for %s', (_, schema, value, detail) => {
  const name = detail.startsWith('.') ? 'thing' : 'thing ';
  expect(details(thing(schema), { thing: value })).toEqual([name + detail]);
});

it('tells all faults at once, each with its place', () => {
  const found = faults(AdmissionRequest, { runId: '-', grant: { microUsd: -1, turns: 0 }, task: 'dance' });
  const places = found.map(({ pointer }) => pointer);
  expect(places).toEqual(
    expect.arrayContaining(['/repository', '/github', '/runId', '/grant/seconds', '/grant/turns', '/task']),
  );
  expect(new Set(places).size).toBe(places.length);
  expect(found.find(({ pointer }) => pointer === '/grant/seconds')).toEqual({
    in: 'body',
    pointer: '/grant/seconds',
    detail:
      'grant.seconds is missing: it must be a whole number from 1 to 518400 (At most six days, as a job of GitHub).',
  });
});

it('names what is not known, and what is', () => {
  expect(details(OrganizationChange, { logn: 'x' })).toEqual([
    'logn is not known here: known are login, githubOwnerId, policy, quotas, version.',
  ]);
  expect(details(OrganizationChange, {})).toEqual([
    'The body is an object: it must be an object with at least one of login, githubOwnerId, policy, quotas, version.',
  ]);
  expect(details(OrganizationChange, { policy: { retry: { cold: {} } } })[0]).toMatch(
    /^policy\.retry\.cold is not known here: /,
  );
});

it('writes a place as a JSON pointer, whatever the name', () => {
  expect(faults(thing(Type.Null()), { thing: null, 'a/b~c': 1 })).toMatchObject([{ pointer: '/a~1b~0c' }]);
});
