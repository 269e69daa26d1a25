import type { FastifyContextConfig } from 'fastify';
import type { InputFault } from '../../contract/problem.ts';
import type { App } from './app.ts';
import { quoted, wrongInput } from './wrong-input.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What comes in the query is others' to decide. */
    readonly anyQuery?: true;
  }
}

/** A filter that is misspelt must not show everything. Webhooks and logins that come back carry what their senders like. */
export function refuseUnknownQuery(app: App): void {
  app.addHook('preValidation', async ({ query, routeOptions, is404 }) => {
    const { config, schema } = routeOptions;
    if (is404 || config.anyQuery === true || config.access === 'signed') return;
    const { properties = {} } = (schema?.querystring ?? {}) as { readonly properties?: object };
    const known = [...Object.keys(properties), ...organizationOf(config)];
    const unknown = Object.keys(query as object).filter((name) => !known.includes(name));
    if (unknown.length > 0) throw wrongInput('unknown_parameter', unknown.map(faultOf(known)));
  });
}

/** Whoever asks as a person may name the organization anywhere. */
const organizationOf = ({ access }: FastifyContextConfig): readonly string[] =>
  access === 'public' || access === 'run' ? [] : ['org'];

function faultOf(known: readonly string[]): (name: string) => InputFault {
  const those = known.length === 0 ? 'it takes none' : `known are ${known.join(', ')}`;
  return (name) => ({
    in: 'query',
    name,
    detail: `The parameter ${quoted(name)} is not known here: ${those}.`,
  });
}
