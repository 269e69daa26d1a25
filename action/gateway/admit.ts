import type { IncomingMessage } from 'node:http';
import type { ApiError } from './api-error.ts';
import { type Credential, showsCredential } from './child-credential.ts';

export type Route = 'messages' | 'count_tokens';

export type Admission =
  | { readonly kind: 'admitted'; readonly route: Route }
  | { readonly kind: 'refused'; readonly error: ApiError };

export interface Door {
  readonly credential: Credential;
  /** Whether the Host header names this gateway: a web page whose name was made to resolve to 127.0.0.1 does not. */
  readonly isOwnHost: (host: string) => boolean;
}

/** As it stands in the request line, byte for byte: so there is nothing to decode, and no second reading of it. */
const routes: ReadonlyMap<string, Route> = new Map([
  ['/v1/messages', 'messages'],
  ['/v1/messages?beta=true', 'messages'],
  ['/v1/messages/count_tokens', 'count_tokens'],
  ['/v1/messages/count_tokens?beta=true', 'count_tokens'],
]);

/** All that can be told before the body is read. */
export function admit(request: IncomingMessage, { credential, isOwnHost }: Door): Admission {
  const twice = repeatedHeader(request.rawHeaders);
  if (twice !== undefined) return refused(400, `The header ${twice} came twice.`);
  if (!isOwnHost(request.headers.host ?? ''))
    return refused(403, 'This gateway is reached as 127.0.0.1 only.');
  if (!showsCredential(request.headers, credential))
    return refused(403, 'This gateway serves the Claude process of one run, and nobody else.');
  const route = request.method === 'POST' ? routes.get(request.url ?? '') : undefined;
  if (route === undefined)
    return refused(403, `${named(request)} is not what a run needs; the gateway serves POST /v1/messages.`);
  if (request.headers.upgrade !== undefined) return refused(403, 'The gateway speaks HTTP/1.1 only.');
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    return refused(400, 'The gateway reads bodies that are not compressed only.');
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return refused(400, 'The body is to be application/json.');
  return { kind: 'admitted', route };
}

function refused(status: number, message: string): Admission {
  return { kind: 'refused', error: { status, message } };
}

function repeatedHeader(rawHeaders: readonly string[]): string | undefined {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return names.find((name, index) => names.indexOf(name) !== index);
}

const named = ({ method, url }: IncomingMessage): string => `${method ?? ''} ${(url ?? '').slice(0, 100)}`;
