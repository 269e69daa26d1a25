import type { ErrorObject } from 'ajv';
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import type { InputFault } from '../../contract/problem.ts';
import type { App } from './app.ts';
import { inputFaults } from './input-faults.ts';
import { cursorFault } from './page.ts';
import { quoted, wrongInput } from './wrong-input.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What comes in the query is others' to decide. */
    readonly anyQuery?: true;
  }
}

/** Whoever makes up more is not told of each. */
const mostNamed = 10;
const mostNameChars = 60;

/**
 * A filter that is misspelt must not show everything. Webhooks and logins that come back carry what their senders like. What else is
 * wrong with the query is told with it, not one thing at a time.
 */
export function refuseUnknownQuery(app: App): void {
  app.addHook('preValidation', async (request) => {
    const { query, routeOptions, is404, person } = request;
    const { config, schema } = routeOptions;
    if (is404 || config.anyQuery === true || config.access === 'signed') return;
    const { properties = {} } = (schema?.querystring ?? {}) as { readonly properties?: object };
    const known = [...Object.keys(properties), ...(person === null ? [] : organizationOf(config))];
    const unknown = Object.keys(query as object).filter((name) => !known.includes(name));
    const cursor = cursorFault(properties, query as object);
    if (unknown.length === 0 && cursor === null) return;
    const others = [...(cursor === null ? [] : [cursor]), ...schemaFaults(request)];
    const faults = [...unknown.slice(0, mostNamed).map(faultOf(known, request)), ...others];
    throw wrongInput(codeOf(unknown.length, others.length, cursor !== null), faults);
  });
}

function codeOf(unknown: number, others: number, isCursor: boolean): string {
  if (others === 0) return 'unknown_parameter';
  return unknown === 0 && others === 1 && isCursor ? 'bad_cursor' : 'invalid_request';
}

/** On a copy: the check converts what it looks at. */
function schemaFaults(request: FastifyRequest): readonly InputFault[] {
  const check = request.getValidationFunction('querystring');
  if (check === undefined || check({ ...(request.query as object) })) return [];
  return inputFaults((check.errors ?? []) as unknown as ErrorObject[], 'query');
}

/** Whoever asks as a person may name the organization anywhere. */
const organizationOf = ({ access }: FastifyContextConfig): readonly string[] =>
  access === 'public' || access === 'run' ? [] : ['org'];

function faultOf(
  known: readonly string[],
  { principal }: Pick<FastifyRequest, 'principal'>,
): (name: string) => InputFault {
  const those = known.length === 0 ? 'it takes none' : `known are ${known.join(', ')}`;
  const ofPeople =
    principal === null
      ? ''
      : ` It is for people who are logged in; this token is of organization ${principal.orgId}.`;
  return (name) => ({
    in: 'query',
    name: name.slice(0, mostNameChars),
    detail: `The parameter ${quoted(name)} is not known here: ${those}.${name === 'org' ? ofPeople : ''}`,
  });
}
